package io.backdrop.cli.latency;

/** How a run is cut into pieces of time, few enough to be drawn. */
final class Timeline {

  private static final long MOST_BUCKETS = 1000;
  private static final long LEAST_NANOS = 1_000_000;

  private Timeline() {}

  static long bucketNanos(Plan plan) {
    return Math.max(LEAST_NANOS, Math.ceilDiv(plan.nanos(), MOST_BUCKETS));
  }

  static int buckets(Plan plan) {
    return (int) Math.ceilDiv(plan.nanos(), bucketNanos(plan));
  }
}
