package io.backdrop.cli.latency;

import org.HdrHistogram.Histogram;

/**
 * The latencies of one server: how they are distributed, and the worst over time. For one thread.
 */
final class Recording {

  private static final long LONGEST = 3_600_000_000_000L;
  private static final int DIGITS = 3;

  private final Histogram latencies = new Histogram(LONGEST, DIGITS);
  private final long[] worst;
  private final long bucketNanos;
  private long end;

  Recording(int buckets, long bucketNanos) {
    this.worst = new long[buckets];
    this.bucketNanos = bucketNanos;
  }

  /** A request was due and was answered then; both since the start. Allocates nothing. */
  void record(long due, long answered) {
    long latency = answered - due;
    latencies.recordValue(Math.min(latency, LONGEST));
    int bucket = (int) (due / bucketNanos);
    worst[bucket] = Math.max(worst[bucket], latency);
    end = answered;
  }

  /** The server is free again, also of what it releases between requests. */
  void recordFree(long clock) {
    end = Math.max(end, clock);
  }

  /** Takes over what another server has recorded. */
  void add(Recording other) {
    latencies.add(other.latencies);
    for (int i = 0; i < worst.length; i++) {
      worst[i] = Math.max(worst[i], other.worst[i]);
    }
    end = Math.max(end, other.end);
  }

  Histogram latencies() {
    return latencies;
  }

  /** The longest latency of the requests that were due in each bucket. */
  long[] worst() {
    return worst;
  }

  /** When the last request was answered and the server free again, since the start. */
  long end() {
    return end;
  }
}
