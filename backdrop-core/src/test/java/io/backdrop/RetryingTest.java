package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Disposers that try again, where no trash thread sees to it, and their policies. */
@Timeout(60)
class RetryingTest {

  private static final Duration SOON = Duration.ofMillis(1);

  private final AtomicInteger attempts = new AtomicInteger();

  /** Succeeds at its third attempt. */
  private Disposer<Object> retrying(int most, Duration pause) {
    Disposer<Object> busyTwice =
        value -> {
          if (attempts.incrementAndGet() < 3) {
            throw new IOException("busy");
          }
        };
    return busyTwice.retrying(RetryPolicy.of(most, pause));
  }

  @Test
  void theAttemptsFollowEachOtherInPlace() {
    Backdrop.of("value", retrying(5, SOON), BackdropStrategy.trivial()).close();

    assertThat(attempts).hasValue(3);
  }

  @Test
  void theLastFailureIsThrown() {
    var backdrop = Backdrop.of("value", retrying(2, SOON), BackdropStrategy.trivial());

    assertThatThrownBy(backdrop::close)
        .isInstanceOf(DisposalException.class)
        .hasRootCauseMessage("busy");
  }

  @Test
  void alsoAfterAnErrorTheValueGoesToTheLastResort() {
    var left = new ArrayList<>();
    var error = new AssertionError("on purpose");
    Disposer<Object> failing =
        value -> {
          throw error;
        };
    var disposer = failing.retrying(RetryPolicy.of(9, SOON), left::add);

    assertThatThrownBy(() -> disposer.dispose("value")).isSameAs(error);

    assertThat(left).containsExactly("value");
  }

  @Test
  void anInterruptedAttemptIsTheLast() {
    var left = new ArrayList<>();
    Disposer<Object> interrupted =
        value -> {
          attempts.incrementAndGet();
          throw new InterruptedException("on purpose");
        };
    var disposer = interrupted.retrying(RetryPolicy.of(9, SOON), left::add);

    assertThatThrownBy(() -> disposer.dispose("value")).isInstanceOf(InterruptedException.class);

    assertThat(attempts).hasValue(1);
    assertThat(left).containsExactly("value");
  }

  @Test
  void aLastResortThatFailsGoesAlongWithTheFailure() {
    Disposer<Object> lastResort =
        value -> {
          throw new IllegalStateException("no place");
        };
    var policy = RetryPolicy.of(1, SOON);
    Disposer<Object> busy =
        value -> {
          throw new IOException("busy");
        };

    assertThatThrownBy(() -> busy.retrying(policy, lastResort).dispose("value"))
        .hasMessage("busy")
        .satisfies(failure ->
            assertThat(failure.getSuppressed())
                .anyMatch(each -> "no place".equals(each.getMessage())));
  }

  @Test
  void anInterruptOfTheLastResortIsNotLost() {
    Disposer<Object> lastResort =
        value -> {
          throw new InterruptedException("on purpose");
        };
    Disposer<Object> busy =
        value -> {
          throw new IOException("busy");
        };

    assertThatThrownBy(() -> busy.retrying(RetryPolicy.of(1, SOON), lastResort).dispose("value"))
        .hasMessage("busy");

    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aPolicyThatFailsByAnErrorAllowsNoOtherAttempt() {
    var left = new ArrayList<>();
    var policy =
        RetryPolicy.of(9, SOON)
            .when(failure -> {
              throw new AssertionError("on purpose");
            });
    Disposer<Object> busy =
        value -> {
          attempts.incrementAndGet();
          throw new IOException("busy");
        };

    assertThatThrownBy(() -> busy.retrying(policy, left::add).dispose("value")).hasMessage("busy");

    assertThat(attempts).hasValue(1);
    assertThat(left).containsExactly("value");
  }

  @Test
  void theLastResortIsKeptWhereTheDisposerIsWeighedOrMemoryOnly() {
    var left = new ArrayList<>();
    Disposer<Object> busy =
        value -> {
          throw new IOException("busy");
        };
    var disposer =
        busy.retrying(RetryPolicy.of(1, SOON), left::add).weighing(value -> 1).memoryOnly();

    assertThatThrownBy(() -> disposer.dispose("value")).hasMessage("busy");

    assertThat(left).containsExactly("value");
  }

  @Test
  void aMissingLastResortIsRefused() {
    assertThatNullPointerException()
        .isThrownBy(() -> Disposer.none().retrying(RetryPolicy.of(1, SOON), null))
        .withMessage("lastResort");
  }

  @Test
  void itSaysThatItIsTheLastBesideWhateverIsSuppressedInIt() {
    var failure = new IOException("busy");
    failure.addSuppressed(new IOException("of a resource"));
    Disposer<Object> failing =
        value -> {
          throw failure;
        };

    for (int i = 0; i < 2; i++) {
      var backdrop =
          Backdrop.of(
              "value", failing.retrying(RetryPolicy.of(2, SOON)), BackdropStrategy.trivial());
      assertThatThrownBy(backdrop::close).isInstanceOf(DisposalException.class);
    }

    assertThat(failure.getSuppressed())
        .extracting(Throwable::getMessage)
        .containsExactly("of a resource", "Given up after attempt 2");
  }

  @Test
  void anInterruptCutsThePausesInPlaceShortButNotTheAttempts() {
    Thread.currentThread().interrupt();

    Backdrop.of("value", retrying(5, Duration.ofDays(1)), BackdropStrategy.trivial()).close();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(attempts).hasValue(3);
  }

  @Test
  void norIsItLostWhereTheLastAttemptFails() {
    var backdrop = Backdrop.of("value", retrying(2, SOON), BackdropStrategy.trivial());
    Thread.currentThread().interrupt();

    assertThatThrownBy(backdrop::close).hasRootCauseMessage("busy");

    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void manyAttemptsInPlaceNeedNoStack() {
    Disposer<Object> failing =
        value -> {
          throw new IOException("on purpose");
        };
    var policy = RetryPolicy.of(100_000, Duration.ZERO);
    var backdrop = Backdrop.of("value", failing.retrying(policy), BackdropStrategy.trivial());

    assertThatThrownBy(backdrop::close).isInstanceOf(DisposalException.class);
  }

  @Test
  void aTestThatFailsDoesNotHideTheFailure() {
    var cause = new IOException("the cause");
    Disposer<Object> failing =
        value -> {
          throw cause;
        };
    var policy =
        RetryPolicy.of(2, SOON)
            .when(failure -> {
              throw new IllegalArgumentException("on purpose");
            });

    assertThatThrownBy(() -> failing.retrying(policy).dispose("value"))
        .isSameAs(cause)
        .hasSuppressedException(
            new Retrying.UndecidedException(new IllegalArgumentException("on purpose")));
  }

  @Test
  void anExceptionThatIsThrownOverAndOverDoesNotGrow() throws Exception {
    var always = new IOException("on purpose");
    Disposer<Object> failing =
        value -> {
          throw always;
        };
    var disposer = failing.retrying(RetryPolicy.of(1, SOON));

    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> disposer.dispose("value")).isSameAs(always);
    }

    assertThat(always.getSuppressed()).hasSize(1);
  }

  @Test
  void pausesDoubleUpToTheLongest() {
    var policy = new RetryPolicy(10, Duration.ofMillis(1), Duration.ofMillis(5), failure -> true);

    assertThat(List.of(1, 2, 3, 4, 5, 100).stream().map(policy::pauseAfter))
        .containsExactly(1_000_000L, 2_000_000L, 4_000_000L, 5_000_000L, 5_000_000L, 5_000_000L);
  }

  @Test
  void norIsTheFirstAnyLonger() {
    var policy = new RetryPolicy(3, Duration.ofMillis(10), Duration.ofMillis(5), failure -> true);

    assertThat(policy.pauseAfter(1)).isEqualTo(5_000_000);
    assertThat(policy.pauseAfter(2)).isEqualTo(5_000_000);
  }

  @Test
  void aPauseOfWhichTwiceAsMuchCannotBeCountedIsFollowedByTheLongest() {
    var years = Duration.ofDays(150 * 365);
    var forever = Duration.ofSeconds(Long.MAX_VALUE);
    var policy = new RetryPolicy(3, years, forever, failure -> true);

    assertThat(policy.pauseAfter(2)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void whatFreesMoreThanMemoryDoesSoWhereItIsTriedAgain() {
    assertThat(retrying(2, SOON).isMemoryOnly()).isFalse();
  }

  @Test
  void whatItWeighsAndWhetherItIsMemoryIsAsBefore() {
    var disposer =
        retrying(2, SOON).memoryOnly().weighing(value -> 7).retrying(RetryPolicy.of(2, SOON));

    assertThat(Weighed.by(disposer, "value")).isEqualTo(7);
    assertThat(disposer.isMemoryOnly()).isTrue();
  }

  @Test
  void nonsensicalPoliciesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RetryPolicy.of(0, SOON))
        .withMessageContaining("attempts is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RetryPolicy.of(1, Duration.ofMillis(-1)))
        .withMessageContaining("PT-0.001S");
  }
}
