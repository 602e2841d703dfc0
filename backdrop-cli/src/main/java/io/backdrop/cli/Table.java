package io.backdrop.cli;

import io.backdrop.cli.common.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A report for a terminal of 80 columns. */
final class Table {

  private static final int WIDTH = 80;

  /** What the other columns leave. */
  private static final int LONGEST_NAME = 15;

  private Table() {}

  static List<String> of(Report report) {
    var lines = new ArrayList<String>();
    lines.add("What letting go costs the thread that closes");
    lines.addAll(about(report));
    lines.add("");
    lines.add(row("strategy", "cold", "median", "worst", "faster", "clean-up", "on thread"));
    lines.add("─".repeat(WIDTH));
    report.rows().forEach(line -> lines.add(row(line)));
    lines.add("─".repeat(WIDTH));
    lines.addAll(legend(report));
    if (report.hasRuntimes() && report.rows().stream().anyMatch(line -> line.beside() != null)) {
      lines.addAll(besideSubmit(report));
    }
    return lines.stream().map(String::stripTrailing).toList();
  }

  private static List<String> about(Report report) {
    var machine = report.machine();
    return List.of(
        String.format(
            Locale.ROOT,
            "%,d %s · warm runs: %d · cold: %d",
            report.size(),
            report.unit(),
            report.runs(),
            report.coldRuns()),
        "%d cores · %s".formatted(machine.cores(), machine.os()),
        "%s · %s".formatted(machine.jdk(), machine.date()));
  }

  private static String row(Report.Line line) {
    return row(
        line.label(),
        Units.time(line.coldNanos()),
        Units.time(line.medianNanos()),
        Units.time(line.worstNanos()),
        line.timesFaster() == null ? "–" : Units.ratio(line.timesFaster()),
        line.cleanUpNanos() == null ? "–" : Units.time(line.cleanUpNanos()),
        cut(threads(line.cleanUpThreads())));
  }

  private static String row(@Nullable Object... cells) {
    return String.format(Locale.ROOT, "%-22s %7s %7s %7s %7s %8s  %s", cells);
  }

  private static List<String> legend(Report report) {
    var lines = new ArrayList<String>();
    lines.add("cold: the first hand-off of a JVM that has just started, median of several;");
    lines.add("median, worst: warm; faster: than the inline median; clean-up: the release");
    lines.add("itself, median, and where.");
    lines.add("(many), (single): closed by a virtual thread, by a single-thread executor; these");
    lines.add("and the pools have run two empty tasks before.");
    if (report.hasRuntimes()) {
      lines.add("(many), (one): closed by a thread of a runtime that has many, or one; released");
      lines.add("among its ordinary tasks, or where it lets tasks block. They have run two too.");
    }
    lines.add("An empty measurement takes %s.".formatted(Units.time(report.floorNanos())));
    if (report.partial()) {
      lines.add("Partial: it ended before all strategies were measured.");
    }
    return lines;
  }

  private static List<String> besideSubmit(Report report) {
    var lines = new ArrayList<String>();
    lines.add("");
    lines.add("A small value, one at a time, beside the runtime's own submit of a small task");
    lines.add(String.format(Locale.ROOT, "%-22s %8s %8s %7s", "", "submit", "close", "ratio"));
    for (var line : report.rows()) {
      var beside = line.beside();
      if (beside != null) {
        lines.add(
            String.format(
                Locale.ROOT,
                "%-22s %8s %8s %7.2f",
                line.label(),
                Units.time(beside.submitNanos()),
                Units.time(beside.handOffNanos()),
                beside.ratio()));
      }
    }
    return lines;
  }

  /** One name; of several, such as those of numbered threads, what they have in common. */
  static String threads(List<String> names) {
    if (names.size() < 2) {
      return names.isEmpty() ? "–" : names.getFirst();
    }
    var common = names.getFirst();
    for (var name : names) {
      common = commonPrefix(common, name);
    }
    return common + "*";
  }

  private static String cut(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
  }

  private static String commonPrefix(String one, String other) {
    int length = 0;
    int shorter = Math.min(one.length(), other.length());
    while (length < shorter && one.charAt(length) == other.charAt(length)) {
      length++;
    }
    return one.substring(0, length);
  }
}
