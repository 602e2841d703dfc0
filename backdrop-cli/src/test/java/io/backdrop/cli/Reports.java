package io.backdrop.cli;

import io.backdrop.cli.common.Machine;
import io.backdrop.cli.payload.PayloadKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reports of made-up figures. */
final class Reports {

  private static final Machine MACHINE =
      new Machine(2, "Linux 6.12 amd64", "Acme 25", "2026-01-02T03:04:05Z");

  private Reports() {}

  /** Each row takes ten times less than the one before, beginning with 100 ms. */
  static Report of(Row... rows) {
    var measured = new ArrayList<Measured>();
    long nanos = 100_000_000;
    for (var row : rows) {
      measured.add(measured(row, samples(2 * nanos, nanos, nanos, nanos + 1)));
      nanos = Math.max(10, nanos / 10);
    }
    return of(measured);
  }

  /** One that ended before the other row was measured. */
  static Report partial(Row row, Row other) {
    return of(List.of(measured(row, samples(2, 1))), List.of(row, other));
  }

  static Report of(List<Measured> measured) {
    return of(measured, measured.stream().map(Measured::row).toList());
  }

  private static Report of(List<Measured> measured, List<Row> rows) {
    return Report.of(MACHINE, new Settings(PayloadKind.STRINGS, 5_000_000, 1, 3, rows), measured);
  }

  /** Of one JVM, the cold one first. */
  static Measured measured(Row row, List<Sample> samples) {
    return new Measured(row, samples.subList(0, 1), samples.subList(1, samples.size()));
  }

  /** The cold one first. */
  static List<Sample> samples(long... handOffNanos) {
    return Arrays.stream(handOffNanos)
        .mapToObj(nanos -> new Sample(nanos, 20, nanos + 7, "worker", null, null))
        .toList();
  }
}
