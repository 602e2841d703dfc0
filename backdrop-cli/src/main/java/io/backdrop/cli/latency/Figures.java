package io.backdrop.cli.latency;

import io.backdrop.cli.common.Median;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What is compared between strategies: percentiles of the latencies, the longest one, and how many
 * requests were answered a second, from the start until the time is over and the last server is
 * free again.
 */
public record Figures(
    long p50Nanos, long p99Nanos, long p999Nanos, long maxNanos, double requestsPerSecond) {

  /** The median of each figure, whichever runs it comes from. */
  static Figures median(List<Figures> runs) {
    return new Figures(
        nanos(runs, Figures::p50Nanos),
        nanos(runs, Figures::p99Nanos),
        nanos(runs, Figures::p999Nanos),
        nanos(runs, Figures::maxNanos),
        median(runs, Figures::requestsPerSecond));
  }

  private static long nanos(List<Figures> runs, ToDoubleFunction<Figures> figure) {
    return Math.round(median(runs, figure));
  }

  private static double median(List<Figures> runs, ToDoubleFunction<Figures> figure) {
    return Median.of(runs.stream().mapToDouble(figure));
  }
}
