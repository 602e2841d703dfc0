package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When the attempts of a trash thread come, turn by turn. */
@Timeout(60)
class RetriesTest {

  private static final Duration SOON = Duration.ofMillis(1);
  private static final Duration NEVER = Duration.ofDays(1);

  @Test
  void attemptsThatTakeLongerThanThePausesDoNotKeepTheQueueWaiting() {
    var parts = new TrashParts();
    var failing = new AtomicInteger();
    Disposer<Object> hopeless =
        value -> {
          failing.incrementAndGet();
          throw new IOException("on purpose");
        };
    var policy = RetryPolicy.of(1_000, Duration.ZERO);
    for (int i = 0; i < 3; i++) {
      parts.handOff(new ClaimableDisposal<>(i, hopeless.retrying(policy), null));
    }
    var attemptsBefore = new CompletableFuture<Integer>();
    Disposer<Object> noting = value -> attemptsBefore.complete(failing.get());
    parts.handOff(new ClaimableDisposal<>("other", noting, null));

    var self = parts.consumers().join(Pacer.NONE);
    while (!attemptsBefore.isDone()) {
      parts.consumers().runNext(self, 1);
    }

    assertThat(attemptsBefore.join()).isLessThan(10);
  }

  @Test
  void theAttemptsComeInTheirOrderAlsoWhereTheClockOverflows() {
    var clock = new AtomicLong(Long.MAX_VALUE - SOON.toNanos());
    var parts = new TrashParts(consumers -> {}, clock::get);
    var released = new ArrayList<>();
    handOffBusyOnce("after the overflow", SOON.multipliedBy(2), released, parts);
    handOffBusyOnce("before", SOON, released, parts);
    var self = parts.consumers().join(Pacer.NONE);
    runAll(parts, self);
    assertThat(released).isEmpty();

    clock.addAndGet(SOON.toNanos());
    runAll(parts, self);
    assertThat(released).containsExactly("before");

    clock.addAndGet(SOON.toNanos());
    runAll(parts, self);
    assertThat(released).containsExactly("before", "after the overflow");
  }

  private static void handOffBusyOnce(
      String value, Duration pause, List<Object> released, TrashParts parts) {
    var first = new AtomicBoolean(true);
    Disposer<Object> busyOnce =
        it -> {
          if (first.getAndSet(false)) {
            throw new IOException("busy");
          }
          released.add(it);
        };
    parts.handOff(
        new ClaimableDisposal<>(value, busyOnce.retrying(RetryPolicy.of(2, pause)), null));
  }

  private static void runAll(TrashParts parts, QueueConsumer self) {
    while (parts.consumers().runNext(self, 1) > 0) {}
  }

  @Test
  void anInterruptByAnAttemptThatIsPutOffReachesNoOtherDisposal() {
    var parts = new TrashParts();
    Disposer<Object> interrupting =
        value -> {
          Thread.currentThread().interrupt();
          throw new IOException("busy");
        };
    var seen = new ArrayList<Boolean>();
    Disposer<Object> looking = value -> seen.add(Thread.currentThread().isInterrupted());
    var policy = RetryPolicy.of(2, NEVER);
    parts.handOff(new ClaimableDisposal<>("value", interrupting.retrying(policy), null));
    parts.handOff(new ClaimableDisposal<>("other", looking, null));

    parts.guests().help(2);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(seen).containsExactly(false);
  }

  @Test
  void whatBeginsToWaitOnceTheOthersWereHastenedWaitsNoLongerThanThey() {
    var retries = new Retries(() -> 0, ListenerCalls.NONE, () -> {});
    var next = new ClaimableDisposal<>("value", Disposer.none(), null);

    retries.hasten(5);
    retries.add(new Retry(next, 1_000), 0, Batch.NO_POSITION, () -> {});

    assertThat(retries.nanosUntilDue()).isEqualTo(5);
  }

  @Test
  void whereMemoryEndsTheNextAttemptFollowsInPlace() {
    var attempts = new AtomicInteger();
    Disposer<Object> busyTwice =
        value -> {
          if (attempts.incrementAndGet() < 3) {
            throw new IOException("busy");
          }
        };
    var full = new AtomicBoolean();
    LongSupplier clock =
        () -> {
          if (full.getAndSet(false)) { // The first to look is who puts it where it is to wait.
            throw new OutOfMemoryError("on purpose");
          }
          return 0;
        };
    var parts = new TrashParts(consumers -> {}, clock);
    parts.handOff(
        new ClaimableDisposal<>("value", busyTwice.retrying(RetryPolicy.of(5, SOON)), null));
    var self = parts.consumers().join(Pacer.NONE);

    full.set(true);
    parts.consumers().runNext(self, 1);

    assertThat(attempts).hasValue(3);
  }
}
