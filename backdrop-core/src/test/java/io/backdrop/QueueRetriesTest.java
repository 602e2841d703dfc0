package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A trash queue does not sleep in a slice for what is to be tried again, nor does it lose it. */
@Timeout(60)
class QueueRetriesTest extends SlicedQueue {

  private static final Duration SOON = Duration.ofMillis(1);
  private static final Duration PAUSE = Duration.ofHours(1);

  private int attempts;

  private Disposer<Object> failing(int times, RetryPolicy policy) {
    Disposer<Object> busy =
        value -> {
          if (++attempts <= times) {
            throw new IOException("busy");
          }
          released.add(value);
        };
    return busy.retrying(policy);
  }

  @Test
  void aSliceDoesNotSleepForTheNextAttempt() {
    close("value", failing(1, RetryPolicy.of(2, PAUSE)));

    assertThat(queue.disposeFor(LONG)).isTrue();
    assertThat(queue.disposeFor(LONG)).isTrue();

    assertThat(attempts).isEqualTo(1);
    assertThat(queue.size()).isEqualTo(1);
  }

  @Test
  void norDoesItWhereTheReleaseFreesMemoryAlone() {
    close("value", failing(1, RetryPolicy.of(2, SOON)).memoryOnly());

    queue.disposeFor(LONG);

    assertThat(attempts).isEqualTo(1);
  }

  @Test
  void theNextAttemptIsMadeByTheSliceAfterThePause() {
    close("value", failing(2, RetryPolicy.of(3, PAUSE)));
    queue.disposeFor(LONG);

    now += PAUSE.toNanos();
    assertThat(queue.disposeFor(LONG)).isTrue();
    assertThat(released).isEmpty();
    now += 2 * PAUSE.toNanos();
    assertThat(queue.disposeFor(LONG)).isFalse();

    assertThat(released).containsExactly("value");
    assertThat(queue.failures()).isZero();
  }

  @Test
  void whatComesBehindIsReleasedMeanwhile() {
    close("value", failing(1, RetryPolicy.of(2, PAUSE)));
    close("next", released::add);

    queue.disposeFor(LONG);

    assertThat(released).containsExactly("next");
  }

  @Test
  void attemptsWithoutAPauseDoNotKeepTheOthersWaiting() {
    close("value", failing(10, RetryPolicy.of(11, Duration.ZERO)));
    close("next", released::add);

    for (int slice = 1; slice <= 3; slice++) {
      oneSlice();
    }

    assertThat(attempts).isEqualTo(2);
    assertThat(released).containsExactly("next");
  }

  @Test
  void theLastFailureIsReportedOnce() {
    close("value", failing(2, RetryPolicy.of(2, Duration.ZERO)));

    while (queue.disposeFor(LONG)) {}

    assertThat(attempts).isEqualTo(2);
    assertThat(failed).singleElement().extracting("failure.cause.message").isEqualTo("busy");
  }

  @Test
  void disposeAllWaitsForTheAttempts() {
    close("value", failing(2, RetryPolicy.of(3, SOON)));
    queue.disposeFor(LONG);

    queue.disposeAll();

    assertThat(released).containsExactly("value");
    assertThat(queue.size()).isZero();
  }

  @Test
  void disposeOneWaitsWhereNothingElseIsLeft() {
    close("value", failing(1, RetryPolicy.of(2, SOON)));
    queue.disposeFor(LONG);

    assertThat(queue.disposeOne()).isFalse();

    assertThat(released).containsExactly("value");
  }

  @Test
  void closeWaitsForTheAttempts() {
    close("value", failing(1, RetryPolicy.of(2, SOON)));
    queue.disposeFor(LONG);

    queue.close();

    assertThat(released).containsExactly("value");
  }

  @Test
  void anInterruptInAPauseCutsThoseOfTheOthersShortAsWell() throws Exception {
    var caller = Thread.currentThread();
    Disposer<Object> failing =
        value -> {
          throw new IOException("on purpose");
        };
    for (int i = 0; i < 3; i++) {
      close("value", failing.retrying(RetryPolicy.of(3, PAUSE)));
    }
    var interrupting =
        Thread.ofPlatform()
            .start(() -> {
              TimedWait.await(caller); // In an attempt it would be of that alone.
              caller.interrupt();
            });

    queue.disposeAll();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(failed).hasSize(3);
    interrupting.join();
  }

  @Test
  void anInterruptOfTheCallerCutsThePausesShort() {
    close("value", failing(3, RetryPolicy.of(4, PAUSE)));
    Thread.currentThread().interrupt();

    queue.disposeAll();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(released).containsExactly("value");
  }

  @Test
  void anInterruptCutsThePauseShortAndReachesTheCallerAlone() {
    close("value", failing(1, RetryPolicy.of(2, PAUSE)));
    close("next", value -> Thread.currentThread().interrupt());
    queue.disposeFor(LONG);

    queue.disposeAll();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(released).containsExactly("value");
  }

  /** A pause would take note of it as well. */
  @ParameterizedTest
  @ValueSource(longs = {0, 3_600_000})
  void anInterruptByAnAttemptReachesTheCallerAndNoOtherAttempt(long millisOfPause) {
    Disposer<Object> interrupting =
        value -> {
          released.add(Thread.currentThread().isInterrupted());
          if (++attempts == 1) {
            Thread.currentThread().interrupt();
            throw new IOException("busy");
          }
        };
    close("value", interrupting.retrying(RetryPolicy.of(2, Duration.ofMillis(millisOfPause))));

    queue.disposeAll();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(released).containsExactly(false, false);
  }

  @Test
  void whoWaitsForTheAttemptsAndIsNotInterruptedIsNotSoAfterwards() {
    close("needs two", failing(1, RetryPolicy.of(2, SOON)));
    close("needs one", failing(1, RetryPolicy.of(2, SOON)));

    queue.disposeAll();

    assertThat(Thread.interrupted()).isFalse();
    assertThat(attempts).isEqualTo(3);
  }

  @Test
  void whatClosesTheQueueAndFailsIsTriedAgainInPlace() {
    Disposer<Object> closing =
        value -> {
          queue.close();
          if (++attempts == 1) {
            throw new IOException("busy");
          }
        };
    close("value", closing.retrying(RetryPolicy.of(2, SOON)));

    assertThat(queue.disposeFor(LONG)).isFalse();

    assertThat(attempts).isEqualTo(2);
  }

  @Test
  void whatIsToBeTriedAgainInAnAbandonedQueueIsNotLost() throws Exception {
    var done = new CountDownLatch(1);
    try (var log = new LogCapture()) {
      var owner = new Thread(() -> abandon(done), "owner");
      owner.start();
      owner.join();

      GarbageCollection.untilTrue(() -> done.getCount() == 0);
    }
  }

  private static void abandon(CountDownLatch done) {
    var abandoned = new TrashQueue();
    var first = new CountDownLatch(1);
    Disposer<Object> busyOnce =
        value -> {
          if (first.getCount() > 0) {
            first.countDown();
            throw new IOException("busy");
          }
          done.countDown();
        };
    Backdrop.of("value", busyOnce.retrying(RetryPolicy.of(2, PAUSE)), abandoned).close();
    abandoned.disposeFor(LONG);
  }

  @Test
  void anIncrementalDisposerThatIsTriedAgainBeginsAgain() {
    var disposer =
        inSteps(
            () -> released.add("first step"),
            () -> {
              if (++attempts == 1) {
                throw new IOException("busy");
              }
            });
    close("value", disposer.retrying(RetryPolicy.of(2, Duration.ZERO)));

    while (queue.disposeFor(LONG)) {}

    assertThat(released).containsExactly("first step", "first step");
    assertThat(attempts).isEqualTo(2);
  }
}
