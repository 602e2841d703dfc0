package io.backdrop.cli;

import io.backdrop.cli.common.Median;
import java.util.List;
import java.util.function.Function;

/** A row and its samples, the cold one first. */
record Measured(Row row, List<Sample> samples) {

  Sample cold() {
    return samples.getFirst();
  }

  /** A figure of every warm sample, in the order measured. */
  List<Long> warm(Function<Sample, Long> figure) {
    return samples.stream().skip(1).map(figure).toList();
  }

  long medianHandOff() {
    return median(warm(Sample::handOffNanos));
  }

  /** The middle one, or the mean of the two in the middle. */
  static long median(List<Long> figures) {
    return (long) Median.of(figures.stream().mapToDouble(Long::doubleValue));
  }
}
