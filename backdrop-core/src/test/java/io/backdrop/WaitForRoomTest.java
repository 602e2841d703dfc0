package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Closers that wait for room in a full backlog. */
@Timeout(60)
class WaitForRoomTest extends BusyTrashThread {

  @Test
  void theCloserWaitsForRoom() throws Exception {
    startBusy(TrashThread.builder().bound(1).waitWhenFull(Duration.ofMinutes(10)));
    var closer = Thread.currentThread();
    Thread.ofPlatform()
        .start(() -> {
          TimedWait.await(closer);
          gate.countDown();
        });

    hand("value");

    trash.flush();
    assertThat(released).containsExactly("value by trash");
  }

  @Test
  void theCloserWaitsNoLongerThanAskedTo() throws Exception {
    startBusy(TrashThread.builder().bound(1).waitWhenFull(Duration.ofNanos(1)));

    hand("value");

    assertThat(released).containsExactly("value by " + me);
  }

  @Test
  void anInterruptedCloserDoesNotWait() throws Exception {
    startBusy(TrashThread.builder().bound(1).waitWhenFull(Duration.ofMinutes(10)));

    Thread.currentThread().interrupt();
    hand("value");

    assertThat(Thread.interrupted()).isTrue();
    assertThat(released).containsExactly("value by " + me);
  }

  @Test
  void theMoreClosersWaitForRoomTheLessOftenEachLooks() throws Exception {
    var pauses = new ConcurrentLinkedQueue<Long>();
    var bothWait = new CountDownLatch(2);
    startBusy(
        TrashThread.builder()
            .bound(1)
            .waitWhenFull(Duration.ofMinutes(10))
            .parking(
                new ClosersParking(nanos -> {
                  if (bothWait.getCount() == 0) {
                    pauses.add(nanos);
                    gate.countDown();
                  }
                  bothWait.countDown();
                  Uninterruptibly.await(bothWait::await);
                })));

    var one = Thread.ofPlatform().start(() -> hand("one"));
    var other = Thread.ofPlatform().start(() -> hand("other"));
    one.join();
    other.join();

    assertThat(pauses.element()).isEqualTo(100_000);
  }

  @Test
  void thoseWhoHaveStoppedWaitingMakeNobodyLookLessOften() throws Exception {
    var pauses = new ConcurrentLinkedQueue<Long>();
    startBusy(
        TrashThread.builder()
            .bound(1)
            .waitWhenFull(Duration.ofMillis(1))
            .parking(new ClosersParking(pauses::add)));

    hand("one");
    hand("two");

    assertThat(pauses).allMatch(nanos -> nanos <= 50_000);
  }

  /** Tells of each pause of a closer that waits for room, before that. */
  private record ClosersParking(LongConsumer pauses) implements Parking {

    @Override
    public void park(Object blocker) {
      SYSTEM.park(blocker);
    }

    @Override
    public void parkNanos(Object blocker, long nanos) {
      if (blocker instanceof FullBacklog) {
        pauses.accept(nanos);
      }
      SYSTEM.parkNanos(blocker, nanos);
    }

    @Override
    public void unpark(Thread thread) {
      SYSTEM.unpark(thread);
    }
  }
}
