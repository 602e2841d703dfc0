package io.backdrop;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A position in the queue, before which all has to be released. When all before it has been taken,
 * it notes down the turns in which that was, and that are still going on.
 */
final class FlushMark {

  private static final int SPINS = 1000;

  private final long position;
  private final CountDownLatch passed = new CountDownLatch(1);

  /** Written before the latch is counted down, read after. */
  private List<Turn.Awaited> running = new ArrayList<>();

  FlushMark(long position) {
    this.position = position;
  }

  long position() {
    return position;
  }

  /** All before it has been taken; these are the turns that are going on. */
  synchronized boolean pass(List<Turn.Awaited> turns) {
    if (passed.getCount() > 0) { // Two may have found it in the list.
      running = turns;
      passed.countDown();
    }
    return true;
  }

  /** Waits until all that came before has run; returns whether it has, in time. */
  boolean await(long nanos) throws InterruptedException {
    var deadline = Deadline.in(nanos);
    if (!passed.await(nanos, TimeUnit.NANOSECONDS)) {
      return false;
    }
    for (int looks = 0; isAnyRunning(); looks++) {
      if (deadline.isOver()) {
        return false;
      }
      pause(looks);
    }
    return true;
  }

  /** Whether all that came before has run; for whoever would wait for it. */
  boolean isOver() {
    return passed.getCount() == 0 && !isAnyRunning();
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
    running.removeIf(Turn.Awaited::isOver);
    return !running.isEmpty();
  }
}
