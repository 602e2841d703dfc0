package io.backdrop.cli;

import io.backdrop.cli.common.Median;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A row and its samples.
 *
 * @param cold the first of each JVM
 * @param warm those that came later, in the order measured
 */
record Measured(Row row, List<Sample> cold, List<Sample> warm) {

  Stream<Sample> all() {
    return Stream.concat(cold.stream(), warm.stream());
  }

  long coldHandOff() {
    return median(figures(cold, Sample::handOffNanos));
  }

  long medianHandOff() {
    return median(figures(warm, Sample::handOffNanos));
  }

  static List<Long> figures(List<Sample> samples, Function<Sample, Long> figure) {
    return samples.stream().map(figure).toList();
  }

  /** The middle one, or the mean of the two in the middle. */
  static long median(List<Long> figures) {
    return (long) Median.of(figures.stream().mapToDouble(Long::doubleValue));
  }
}
