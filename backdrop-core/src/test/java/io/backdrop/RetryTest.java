package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Releases that fail now and may succeed later. */
@Timeout(60)
class RetryTest {

  private static final Duration SOON = Duration.ofMillis(1);
  private static final Duration NEVER = Duration.ofDays(1);

  private final AtomicInteger attempts = new AtomicInteger();
  private final List<Object> failures = new ArrayList<>();
  private final TrashThreadBuilder builder =
      TrashThread.builder().onFailure((disposal, failure) -> failures.add(failure));

  /** Succeeds at its third attempt. */
  private void busyTwice(Object value) throws IOException {
    if (attempts.incrementAndGet() < 3) {
      throw new IOException("busy");
    }
  }

  private Disposer<Object> retrying(int most, Duration pause) {
    Disposer<Object> disposer = this::busyTwice;
    return disposer.retrying(RetryPolicy.of(most, pause));
  }

  @Test
  void aReleaseThatSucceedsLaterIsNoFailure() {
    var trash = builder.start();
    Backdrop.of("value", retrying(5, SOON), trash).close();
    trash.close();

    assertThat(attempts).hasValue(3);
    assertThat(failures).isEmpty();
    assertThat(trash.stats().retried()).isEqualTo(2);
    assertThat(trash.stats().handedOff()).isEqualTo(1);
    assertThat(trash.stats().disposed()).isEqualTo(1);
  }

  @Test
  void itSucceedsOnAThreadThatSignalsToo() {
    var trash = builder.signalling().start();
    Backdrop.of("value", retrying(5, SOON), trash).close();
    trash.close();

    assertThat(attempts).hasValue(3);
    assertThat(failures).isEmpty();
  }

  @Test
  void whatFailsAtEachAttemptIsGivenUpAndReported() {
    var trash = builder.start();
    Backdrop.of("value", retrying(2, SOON), trash).close();
    trash.close();

    assertThat(attempts).hasValue(2);
    assertThat(failures)
        .singleElement()
        .satisfies(failure ->
            assertThat(((Throwable) failure).getCause())
                .hasMessage("busy")
                .satisfies(cause ->
                    assertThat(cause.getSuppressed()[0]).hasMessageContaining("attempt 2")));
    assertThat(trash.stats().failed()).isEqualTo(1);
  }

  @Test
  void whatIsGivenUpGoesToTheLastResort() {
    assertThat(givenUpAfter(2)).containsExactly("value");
    assertThat(failures).hasSize(1);
  }

  @Test
  void whatSucceedsInTimeDoesNotGoToTheLastResort() {
    assertThat(givenUpAfter(3)).isEmpty();
    assertThat(attempts).hasValue(3);
  }

  /** What comes to the last resort of a value with so many attempts. */
  private List<Object> givenUpAfter(int most) {
    var left = new ArrayList<>();
    Disposer<Object> disposer = this::busyTwice;
    try (var trash = builder.start()) {
      Backdrop.of("value", disposer.retrying(RetryPolicy.of(most, SOON), left::add), trash).close();
    }
    return left;
  }

  @Test
  void whatIsNotWorthAnotherAttemptGetsNone() {
    Disposer<Object> disposer = this::busyTwice;
    var policy = RetryPolicy.of(5, SOON).when(failure -> failure instanceof RuntimeException);
    var trash = builder.start();
    Backdrop.of("value", disposer.retrying(policy), trash).close();
    trash.close();

    assertThat(attempts).hasValue(1);
    assertThat(failures).hasSize(1);
  }

  @Test
  void othersAreReleasedWhileItWaitsAndItStaysPending() throws Exception {
    var trash = builder.start();
    Disposer<Object> disposer = retrying(5, NEVER);
    Backdrop.of("value", disposer.weighing(value -> 10), trash).close();
    var released = new CompletableFuture<String>();
    Backdrop.of("other", released::complete, trash).close();

    assertThat(released.get()).isEqualTo("other");
    trash.flush();
    assertThat(attempts).hasValue(1);
    assertThat(trash.stats().pending()).isEqualTo(1);
    assertThat(trash.close(Duration.ofMillis(10)).types()).containsEntry(String.class, 1L);
  }

  @Test
  void aLongPauseOfOneKeepsNoOtherWaiting() throws Exception {
    var trash = builder.start();
    var forever = Duration.ofSeconds(Long.MAX_VALUE);
    Disposer<Object> failing =
        value -> {
          throw new IOException("on purpose");
        };
    var patient = new RetryPolicy(2, forever, forever, failure -> true);
    Backdrop.of("patient", failing.retrying(patient), trash).close();
    var released = new CompletableFuture<Object>();
    Disposer<Object> busyOnce =
        value -> {
          if (attempts.incrementAndGet() < 2) {
            throw new IOException("busy");
          }
          released.complete(value);
        };
    Backdrop.of("other", busyOnce.retrying(RetryPolicy.of(2, SOON)), trash).close();

    assertThat(released.join()).isEqualTo("other");
    trash.flush(); // What still runs would be left as well.
    assertThat(trash.close(Duration.ZERO).count()).isEqualTo(1);
  }

  @Test
  void whatWaitsWhenTheThreadIsGivenUpIsInTheResidue() throws Exception {
    var trash = builder.start();
    Backdrop.of("value", retrying(5, NEVER), trash).close();
    trash.flush();

    var residue = trash.close(Duration.ofMillis(10));

    assertThat(residue.count()).isEqualTo(1);
    trash.close();
    assertThat(attempts).hasValue(1);
  }

  @Test
  void whatWasGivenUpWhileItWaitedIsInNoFurtherResidue() throws Exception {
    var gate = new CountDownLatch(1);
    var trash = builder.start();
    Backdrop.of("value", retrying(5, NEVER), trash).close();
    trash.flush();
    KeptBusy.until(gate, trash);

    assertThat(trash.close(Duration.ZERO).count()).isEqualTo(2);
    assertThat(trash.close(Duration.ZERO).count()).as("what still runs").isEqualTo(1);

    gate.countDown();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aHelperLeavesTheNextAttemptToTheTrashThread(boolean signalling) throws Exception {
    var gate = new CountDownLatch(1);
    var trash = (signalling ? builder.signalling() : builder).start();
    KeptBusy.until(gate, trash);
    Backdrop.of("value", retrying(5, SOON), trash).close();

    assertThat(trash.helpDispose(1)).isEqualTo(1);
    gate.countDown();
    trash.close();

    assertThat(attempts).hasValue(3);
    assertThat(failures).isEmpty();
  }

  /** The helper wakes the trash thread, in the middle of its turn: a moment to look from. */
  @Test
  void whatWaitsForAnotherAttemptIsCountedAsPendingAllTheTime() throws Exception {
    var gate = new CountDownLatch(1);
    var looking = new AtomicReference<Runnable>(() -> {});
    var trash = builder.parking(new WatchedParking(() -> looking.get().run())).start();
    KeptBusy.until(gate, trash);
    Backdrop.of("value", retrying(5, NEVER), trash).close();
    var seen = new ArrayList<TrashStatistics>();
    looking.set(() -> seen.add(trash.stats()));

    trash.helpDispose(1);

    looking.set(() -> {});
    gate.countDown();
    trash.close(Duration.ofMillis(10));
    assertThat(seen).singleElement().extracting(TrashStatistics::disposed).isEqualTo(0L);
    assertThat(seen).singleElement().extracting(TrashStatistics::pending).isEqualTo(2L);
  }

  /** Tells when somebody is woken. */
  private record WatchedParking(Runnable onUnpark) implements Parking {

    @Override
    public void park(Object blocker) {
      Parking.SYSTEM.park(blocker);
    }

    @Override
    public void parkNanos(Object blocker, long nanos) {
      Parking.SYSTEM.parkNanos(blocker, nanos);
    }

    @Override
    public void unpark(Thread thread) {
      onUnpark.run();
      Parking.SYSTEM.unpark(thread);
    }
  }

  @Test
  void whatBeginsToWaitForAnotherAttemptIsPendingOnce() {
    var residues = new ArrayList<Residue>();
    var parts = new TrashParts(consumers -> residues.add(consumers.leftovers().count()));
    var disposer = retrying(5, SOON).weighing(value -> 10);
    parts.handOff(new ClaimableDisposal<>("value", disposer, null));

    parts.guests().help(1);

    assertThat(residues).containsExactly(new Residue(1, 10, Map.of(String.class, 1L)));
  }

  @Test
  void aTrashThreadThatHasEndedRetriesInPlace() {
    var trash = builder.start();
    trash.close();
    try (var log = new LogCapture()) {
      Backdrop.of("value", retrying(5, SOON), trash).close();
    }
    assertThat(attempts).hasValue(3);
  }

  @Test
  void thePauseIsMadeAlsoInPlace() {
    var pause = Duration.ofMillis(20);
    var times = new ArrayList<Long>();
    Disposer<Object> failing =
        value -> {
          times.add(System.nanoTime());
          throw new IOException("on purpose");
        };
    var trash = builder.start();
    trash.close();
    Backdrop.of("value", failing.retrying(RetryPolicy.of(3, pause)), trash).close();

    assertThat(times).hasSize(3);
    assertThat(times.get(1) - times.get(0)).isGreaterThanOrEqualTo(pause.toNanos());
    assertThat(times.get(2) - times.get(1)).isGreaterThanOrEqualTo(2 * pause.toNanos());
  }

  @Test
  void whatComesAfterARetryingDisposerComesAfterItsLastAttempt() {
    var order = new ArrayList<String>();
    Disposer<Object> disposer =
        value -> {
          order.add("attempt");
          busyTwice(value);
        };
    var trash = builder.start();
    var both = disposer.retrying(RetryPolicy.of(5, SOON)).andThen(value -> order.add("after"));
    Backdrop.of("value", both, trash).close();
    trash.close();

    assertThat(order).containsExactly("attempt", "attempt", "attempt", "after");
  }

  @Test
  void whatFindsNoRoomIsRetriedByItsCloserAndDoesNotLiftTheBound() throws Exception {
    var gate = new CountDownLatch(1);
    var trash = builder.bound(1).start();
    KeptBusy.until(gate, trash);

    for (int i = 0; i < 100; i++) {
      attempts.set(0);
      Backdrop.of(i, retrying(5, Duration.ZERO), trash).close();
      assertThat(attempts).hasValue(3);
    }

    assertThat(trash.stats().pending()).isEqualTo(1);
    assertThat(trash.stats().inCaller()).isEqualTo(100);
    gate.countDown();
    trash.close();
    assertThat(trash.stats().pending()).isZero();
  }
}
