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
    var allocated = rows.stream().anyMatch(Row::hasBytes) ? " %9s".formatted("B") : "";
    page.line("%-18s %9s%s%s", "", "ns", columns(bases, base -> "x " + base), allocated);
    for (var row : rows.stream().sorted(comparingDouble(Row::nanos)).toList()) {
      var ratios = columns(bases, base -> ratio(row, find(rows, base)));
      page.line("%-18s %9.1f%s%s", row.name(), row.nanos(), ratios, bytes(row));
    }
  }

  private static String bytes(Row row) {
    return row.hasBytes() ? String.format(Locale.ROOT, " %9.2f", row.bytes()) : "";
  }

  static Row find(List<Row> rows, String name) {
    return rows.stream().filter(row -> row.name().equals(name)).findFirst().orElseThrow();
  }

  private static String ratio(Row row, Row base) {
    return String.format(Locale.ROOT, "%.2f", row.nanos() / base.nanos());
  }

  private static String columns(String[] bases, Function<String, String> column) {
    return stream(bases).map(base -> " %17s".formatted(column.apply(base))).collect(joining());
  }
}
