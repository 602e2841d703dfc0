package io.backdrop;

import java.util.function.LongSupplier;

/**
 * A stretch of time to take steps in. A look at the clock costs as much as the release of a small
 * element, so it is looked at after a number of steps: one at first, twice as many each time while
 * they are quick, at most {@value #LONGEST_STRIDE}, and one again after some that were not. So
 * steps that take nanoseconds end late by twice {@value #QUICK_NANOS} nanoseconds at most. No long
 * step begins late, except the first of a slice that is over at once and, where long ones come
 * right after quick ones, fewer than {@value #LONGEST_STRIDE}, once.
 *
 * <p>For one thread.
 */
final class TimeSlice implements Slice {

  /** Enough that the clock costs little: 25 ns for 16 steps of some 20 ns each. */
  static final int LONGEST_STRIDE = 16;

  /** The most that steps may have taken for the next to be twice as many. */
  static final long QUICK_NANOS = 2_000;

  private final LongSupplier nanoTime;
  private final long nanos;
  private final long start;

  /** When the clock was last looked at. */
  private long now;

  /** Begins now, and lasts so many nanoseconds. */
  TimeSlice(LongSupplier nanoTime, long nanos) {
    this.nanoTime = nanoTime;
    this.nanos = nanos;
    this.start = nanoTime.getAsLong();
    this.now = start;
  }

  /** Looks at the clock. */
  boolean isOver() {
    now = nanoTime.getAsLong();
    return now - start >= nanos;
  }

  /** Takes more until the time is up. To be called after a look at the clock. */
  @Override
  public boolean run(BegunDisposal disposal) {
    int stride = 1;
    boolean over = false;
    while (!over) {
      if (!take(stride, disposal)) {
        return false;
      }
      long before = now;
      over = isOver();
      stride = now - before <= QUICK_NANOS ? Math.min(2 * stride, LONGEST_STRIDE) : 1;
    }
    return true;
  }

  private static boolean take(int steps, BegunDisposal disposal) {
    for (int i = 0; i < steps; i++) {
      if (!disposal.step()) {
        return false;
      }
    }
    return true;
  }
}
