package io.backdrop;

import java.util.function.LongSupplier;

/**
 * How many values may be picked as samples until the garbage collector comes by: as many as are due
 * for the time from one collection to the next, and always one. Thread-safe.
 */
final class SampleBudget {

  /** In the long run, one is due each time so many nanoseconds have passed. */
  private static final long NANOS_FOR_EACH = 10_000_000;

  /** Nobody knows yet how long it is to the first collection; so for a second. */
  private static final long AT_FIRST = 100;

  private final LongSupplier nanoTime;

  /** Guarded by the lock on this. */
  private long left = AT_FIRST;

  /** When there was last a new one. Guarded by the lock on this. */
  private long renewedAt;

  SampleBudget(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.renewedAt = nanoTime.getAsLong();
  }

  /** Takes one, also beyond the budget; returns whether it is used up. */
  synchronized boolean useUp() {
    left--;
    return left <= 0;
  }

  synchronized void renew() {
    long now = nanoTime.getAsLong();
    left = 1 + (now - renewedAt) / NANOS_FOR_EACH;
    renewedAt = now;
  }
}
