package io.backdrop;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A position in the queue, before which all has to be released. When all before it has been taken,
 * it notes down the turns in which that was, and that are still going on.
 */
final class FlushMark {

  private final long position;
  private final CountDownLatch passed = new CountDownLatch(1);

  /** Written before the latch is counted down, read after. */
  private List<Awaited> running = List.of();

  FlushMark(long position) {
    this.position = position;
  }

  long position() {
    return position;
  }

  /** All before it has been taken; these are the turns that are going on. */
  synchronized void pass(List<Awaited> turns) {
    if (passed.getCount() > 0) { // Two may have found it in the list.
      running = turns;
      passed.countDown();
    }
  }

  /** Waits until all that came before has been taken; returns whether it has, in time. */
  boolean awaitTaken(long nanos) throws InterruptedException {
    return passed.await(nanos, TimeUnit.NANOSECONDS);
  }

  /** Whether all that came before has run. For whoever waits for it. */
  boolean isOver() {
    if (passed.getCount() > 0) {
      return false;
    }
    return Awaited.areOver(running);
  }
}
