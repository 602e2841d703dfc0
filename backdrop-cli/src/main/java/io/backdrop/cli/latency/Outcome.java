package io.backdrop.cli.latency;

import io.backdrop.cli.latency.Run.Recorded;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What was measured of one strategy in one run: a line from the JVM that did. Latencies are from
 * when a request was due until it was answered.
 *
 * @param partial whether it was stopped early
 * @param swaps how often the index was replaced
 * @param bytesPerRequest of heap, which the request threads allocated
 * @param collections how often the garbage collector ran meanwhile
 * @param distribution of the latencies
 * @param bucketNanos into what pieces of time the run is cut
 * @param worstNanos the longest latency of the requests that were due in each piece
 * @param backlog how many parts were let go of and not yet released, at the end of each piece but
 *     the last
 * @param fault what is wrong with the count; null when it is right
 */
public record Outcome(
    Strategy strategy,
    boolean partial,
    long requests,
    int swaps,
    double bytesPerRequest,
    long collections,
    Figures figures,
    List<Quantile> distribution,
    long bucketNanos,
    List<Long> worstNanos,
    List<Long> backlog,
    @Nullable String fault) {

  private static final int STEPS_PER_HALF = 2;

  /** So much of all requests took at most so long. */
  public record Quantile(double percent, long nanos) {}

  static Outcome of(
      Strategy strategy,
      Plan plan,
      Recorded recorded,
      long collections,
      boolean partial,
      @Nullable String fault) {
    var recording = recorded.total().recording();
    var latencies = recording.latencies();
    long requests = latencies.getTotalCount();
    long bucketNanos = Timeline.bucketNanos(plan);
    int buckets =
        partial
            ? Math.min(Timeline.buckets(plan), (int) Math.ceilDiv(recording.end(), bucketNanos))
            : Timeline.buckets(plan);
    return new Outcome(
        strategy,
        partial,
        requests,
        recorded.replacing().swaps(),
        (double) recorded.total().allocated() / Math.max(1, requests),
        collections,
        figures(latencies, partial ? recording.end() : Math.max(recording.end(), plan.nanos())),
        distribution(latencies),
        bucketNanos,
        list(recording.worst(), buckets),
        list(recorded.replacing().backlog(), buckets),
        fault);
  }

  /** How many parts, when the time was over; none of a leak is to be released. */
  long leftToRelease() {
    return backlog.isEmpty() || !strategy.releases() ? 0 : backlog.getLast();
  }

  private static Figures figures(Histogram latencies, long end) {
    return new Figures(
        latencies.getValueAtPercentile(50),
        latencies.getValueAtPercentile(99),
        latencies.getValueAtPercentile(99.9),
        latencies.getMaxValue(),
        1e9 * latencies.getTotalCount() / Math.max(1, end));
  }

  private static List<Quantile> distribution(Histogram latencies) {
    return StreamSupport.stream(latencies.percentiles(STEPS_PER_HALF).spliterator(), false)
        .map(
            value -> new Quantile(value.getPercentileLevelIteratedTo(), value.getValueIteratedTo()))
        .toList();
  }

  private static List<Long> list(long[] figures, int buckets) {
    return Arrays.stream(figures).limit(buckets).boxed().toList();
  }
}
