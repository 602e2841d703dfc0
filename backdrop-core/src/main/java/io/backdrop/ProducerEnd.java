package io.backdrop;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What each hand-off reads and writes of the queue itself, all of it in one place, with nothing
 * else next to it. After a pause of some milliseconds a hand-off is likely to miss the cache with
 * each line that it touches, and certain to with one that the consumer has written meanwhile. So it
 * touches no line that the consumer writes, and of this object one line alone, or two neighbours,
 * depending on where the object lies in memory.
 */
abstract class ProducerEnd extends FarFromNeighbours {

  private static final VarHandle WAKE_REQUESTED;

  static {
    try {
      WAKE_REQUESTED =
          MethodHandles.lookup().findVarHandle(ProducerEnd.class, "wakeRequested", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /**
   * The page of the next position, or the one before it. Producers move it on from page to page,
   * never back, by compare-and-set.
   */
  volatile Page page = new Page(0, false);

  /**
   * How many have been handed off, and so the next position (JCTools: producer index); from the
   * {@linkplain DisposalQueue#end() end} on, more than any position. Changed by compare-and-set.
   */
  volatile long entered;

  /** What those weigh. Changed by atomic operations. */
  volatile long bytesEntered;

  /**
   * Up to this position there is room for certain, and in pages that {@link #page} has come to
   * (JCTools: producer limit). Written by producers. One that writes an older limit over a newer
   * one only makes the next producer look again.
   */
  volatile long roomUntil;

  /**
   * Whether the consumer is parked, or about to be, and does not poll. Set by the consumer, and
   * unset by it or by the producer that wakes it; whoever fails at that, because the stack ends,
   * sets it again.
   */
  private volatile boolean wakeRequested;

  /**
   * Whether a hand-off has more to do than to publish. Read after the compare-and-set that counted
   * it; the consumer looks at the queue after it has written this. Both are sequentially
   * consistent, so one of the two sees the other's.
   */
  final boolean isWakeRequested() {
    return wakeRequested;
  }

  /**
   * Has the next hand-off wake the consumer. Called also by a producer that was to wake it, and
   * whose stack ended before it could.
   */
  final void requestWake() {
    wakeRequested = true;
  }

  /** Returns whether a wake was requested; then it is for the caller to do. */
  final boolean takeWakeRequest() {
    return WAKE_REQUESTED.compareAndSet(this, true, false);
  }
}

/**
 * Keeps what lies before it in memory out of its cache lines: often that is something of the
 * consumer's. Two lines, since processors fetch them in pairs.
 */
@SuppressWarnings("unused")
abstract class FarFromNeighbours {
  private int p00, p01, p02, p03, p04, p05, p06, p07, p08, p09, p10, p11, p12, p13, p14, p15;
  private int p16, p17, p18, p19, p20, p21, p22, p23, p24, p25, p26, p27, p28, p29, p30, p31;
}
