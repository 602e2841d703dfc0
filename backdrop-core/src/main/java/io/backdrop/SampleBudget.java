package io.backdrop;

import java.util.function.LongSupplier;

/**
 * How many values may be picked as samples until the garbage collector comes by: as many as are due
 * for the time since it was last renewed, and always one. For one thread at a time.
 */
final class SampleBudget {

  /** In the long run, one is due each time so many nanoseconds have passed. */
  private static final long NANOS_FOR_EACH = 10_000_000;

  /**
   * No more than are due for a minute, in nanoseconds: a program that has been idle for long does
   * not have to pay for that at once.
   */
  private static final long LONGEST = 60_000_000_000L;

  /** Nobody knows yet how long it is to the first collection; so for a second. */
  private static final long AT_FIRST = 100;

  private final LongSupplier nanoTime;

  private long left = AT_FIRST;

  /** When there was last a new one. */
  private long renewedAt;

  SampleBudget(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.renewedAt = nanoTime.getAsLong();
  }

  /** Takes one, also beyond the budget; returns whether it is used up. */
  boolean useUp() {
    left--;
    return left <= 0;
  }

  void renew() {
    long now = nanoTime.getAsLong();
    left = 1 + Math.min(now - renewedAt, LONGEST) / NANOS_FOR_EACH;
    renewedAt = now;
  }
}
