package io.backdrop.cli;

import io.backdrop.cli.common.Machine;
import io.backdrop.cli.common.Named;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that was measured, as it goes to the table and the files.
 *
 * @param partial whether it ended before all rows were measured
 * @param coldRuns in how many JVMs each first hand-off was measured
 * @param floorNanos the median of empty measurements: what of each figure is the clock's
 * @param rows in the order of the original's comparison
 */
record Report(
    Machine machine,
    boolean partial,
    String payload,
    String unit,
    int size,
    int coldRuns,
    int runs,
    long floorNanos,
    List<Line> rows) {

  /**
   * One strategy.
   *
   * @param coldNanos the median of the cold hand-offs
   * @param timesFaster the inline median divided by this one; null where inline was not measured
   * @param cleanUpNanos the median of the warm releases; null where there was none
   * @param coldHandOffs every cold hand-off in nanoseconds
   * @param handOffs every warm hand-off in nanoseconds, in the order measured
   * @param cleanUps the release that belongs to each
   * @param beside a small hand-off beside the runtime's bare submit; null where there is none
   */
  record Line(
      String strategy,
      String label,
      String description,
      long coldNanos,
      long medianNanos,
      long worstNanos,
      @Nullable Double timesFaster,
      @Nullable Long coldCleanUpNanos,
      @Nullable Long cleanUpNanos,
      List<String> cleanUpThreads,
      List<Long> coldHandOffs,
      List<Long> handOffs,
      List<Long> cleanUps,
      @Nullable BesideSubmit beside) {}

  boolean hasRuntimes() {
    return rows.stream().anyMatch(line -> Named.find(line.strategy(), Row.values()).isOfRuntime());
  }

  static Report of(Machine machine, Settings settings, List<Measured> rows) {
    var inline = inline(rows);
    return new Report(
        machine,
        rows.size() < settings.rows().size(),
        settings.payload().id(),
        settings.payload().plural(),
        settings.size(),
        settings.coldRuns(),
        settings.runs(),
        floor(rows),
        rows.stream().map(measured -> line(measured, inline)).toList());
  }

  private static @Nullable Long inline(List<Measured> rows) {
    for (var measured : rows) {
      if (measured.row() == Row.NONE) {
        return measured.medianHandOff();
      }
    }
    return null;
  }

  private static long floor(List<Measured> rows) {
    return Measured.median(rows.stream().flatMap(Measured::all).map(Sample::floorNanos).toList());
  }

  private static Line line(Measured measured, @Nullable Long inline) {
    var row = measured.row();
    boolean releases = row.releases();
    var handOffs = Measured.figures(measured.warm(), Sample::handOffNanos);
    var cleanUps =
        releases ? Measured.figures(measured.warm(), Sample::cleanUpNanos) : List.<Long>of();
    long median = measured.medianHandOff();
    return new Line(
        row.id(),
        row.label(),
        row.description(),
        measured.coldHandOff(),
        median,
        Collections.max(handOffs),
        inline == null ? null : (double) inline / Math.max(1, median),
        releases ? Measured.median(Measured.figures(measured.cold(), Sample::cleanUpNanos)) : null,
        releases ? Measured.median(cleanUps) : null,
        releases ? threads(measured.all()) : List.of(),
        Measured.figures(measured.cold(), Sample::handOffNanos),
        handOffs,
        cleanUps,
        beside(measured.warm()));
  }

  /** The medians of those that the warm runs have. */
  private static @Nullable BesideSubmit beside(List<Sample> warm) {
    var measured = warm.stream().map(Sample::beside).filter(Objects::nonNull).toList();
    return measured.isEmpty()
        ? null
        : new BesideSubmit(
            Measured.median(measured.stream().map(BesideSubmit::handOffNanos).toList()),
            Measured.median(measured.stream().map(BesideSubmit::submitNanos).toList()));
  }

  private static List<String> threads(Stream<Sample> samples) {
    return samples.map(Sample::cleanUpThread).distinct().toList();
  }
}
