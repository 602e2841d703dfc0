package io.backdrop;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Goes through a queue like a disposal, and so comes after all that was handed off before. The
 * turns in which those were taken, and that are still going on when it passes, it notes down.
 */
final class FlushMark {

  private static final int SPINS = 1000;

  private final Consumers consumers;
  private final CountDownLatch passed = new CountDownLatch(1);

  /** Written before the latch is counted down, read after. */
  private Map<Consumer, Long> running = new HashMap<>();

  FlushMark(Consumers consumers) {
    this.consumers = consumers;
  }

  static boolean isOne(Disposal disposal) {
    return disposal.type() == FlushMark.class;
  }

  /** Notes what is running now: as it passes through the queue, or without having done that. */
  void note() {
    running = consumers.turns();
    passed.countDown();
  }

  /** Waits until all that came before has run; returns whether it has, in time. */
  boolean await(long nanos) throws InterruptedException {
    long began = System.nanoTime();
    if (!passed.await(nanos, TimeUnit.NANOSECONDS)) {
      return false;
    }
    for (int looks = 0; isAnyRunning(); looks++) {
      if (System.nanoTime() - began >= nanos) {
        return false;
      }
      pause(looks);
    }
    return true;
  }

  /** Most turns are over in no time; nobody wakes who waits for one of the others. */
  private static void pause(int looks) throws InterruptedException {
    if (looks < SPINS) {
      Thread.onSpinWait();
    } else {
      TimeUnit.MICROSECONDS.sleep(100);
    }
  }

  private boolean isAnyRunning() {
    running.entrySet().removeIf(noted -> noted.getKey().turn() != noted.getValue());
    return !running.isEmpty();
  }
}
