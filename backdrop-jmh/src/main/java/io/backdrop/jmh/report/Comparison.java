package io.backdrop.jmh.report;

import static java.util.Arrays.stream;
import static java.util.Comparator.comparingDouble;
import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** A table with the cheapest first, and columns that say how many times a base each line is. */
final class Comparison {

  private Comparison() {}

  static void print(Page page, List<Row> rows, String... bases) {
    page.line("%-18s %9s%s %9s", "", "ns", columns(bases, base -> "x " + base), "B");
    for (var row : rows.stream().sorted(comparingDouble(Row::nanos)).toList()) {
      var ratios = columns(bases, base -> ratio(row, find(rows, base)));
      page.line("%-18s %9.1f%s %9.2f", row.name(), row.nanos(), ratios, row.bytes());
    }
  }

  static Row find(List<Row> rows, String name) {
    return rows.stream().filter(row -> row.name().equals(name)).findFirst().orElseThrow();
  }

  private static String ratio(Row row, Row base) {
    return String.format(Locale.ROOT, "%.2f", row.nanos() / base.nanos());
  }

  private static String columns(String[] bases, Function<String, String> column) {
    return stream(bases).map(base -> "%17s".formatted(column.apply(base))).collect(joining());
  }
}
