package io.backdrop.cli.latency;

import io.backdrop.cli.common.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A report for a terminal of 80 columns. */
public final class LatencyTable {

  private static final int WIDTH = 80;

  private LatencyTable() {}

  /** The lines. */
  public static List<String> of(LatencyReport report) {
    var lines = new ArrayList<String>();
    lines.add("What letting go costs those who wait for an answer");
    lines.addAll(about(report));
    lines.add("");
    lines.add(row("", "", "", "", "", "p99.9", "max", "answers"));
    lines.add(row("strategy", "p50", "p99", "p99.9", "max", "×leak", "×leak", "a second"));
    lines.add("─".repeat(WIDTH));
    report.rows().forEach(line -> lines.add(row(line)));
    lines.add("─".repeat(WIDTH));
    lines.addAll(legend(report));
    lines.addAll(verdicts(report));
    return lines.stream().map(String::stripTrailing).toList();
  }

  private static List<String> about(LatencyReport report) {
    var plan = report.plan();
    var machine = report.machine();
    return List.of(
        String.format(
            Locale.ROOT,
            "%,d %s, replaced every %s",
            plan.entries(),
            report.unit(),
            Units.time(plan.swapEveryNanos())),
        "%s for %s · request threads: %d"
            .formatted(requests(plan), Units.time(plan.nanos()), plan.servers()),
        "%d cores · %s".formatted(machine.cores(), machine.os()),
        "%s · %s".formatted(machine.jdk(), machine.date()));
  }

  private static String requests(Plan plan) {
    return plan.saturates()
        ? "As many requests as are answered,"
        : String.format(Locale.ROOT, "%,d requests a second", plan.rate());
  }

  private static String row(LatencyReport.Line line) {
    var median = line.median();
    return row(
        line.label() + (line.partial() ? " *" : ""),
        Units.time(median.p50Nanos()),
        Units.time(median.p99Nanos()),
        Units.time(median.p999Nanos()),
        Units.time(median.maxNanos()),
        ratio(line.p999ToLeak()),
        ratio(line.maxToLeak()),
        String.format(Locale.ROOT, "%,.0f", median.requestsPerSecond()));
  }

  private static String ratio(@Nullable Double ratio) {
    return ratio == null ? "–" : Units.ratio(ratio);
  }

  private static String row(String... cells) {
    return String.format(Locale.ROOT, "%-20s %7s %7s %7s %7s %8s %8s %9s", (Object[]) cells);
  }

  private static List<String> legend(LatencyReport report) {
    var lines = new ArrayList<>(report.plan().saturates() ? atHighestRate() : atFixedRate(report));
    if (report.repeat() > 1) {
      lines.add(
          "Each figure is the median of %s%d runs; the ratios are of medians."
              .formatted(report.partial() ? "up to " : "", report.repeat()));
    }
    report.rows().forEach(line -> lines.addAll(remarks(report.plan(), line)));
    if (report.partial()) {
      lines.add("Partial: it ended before all was measured.");
    }
    if (report.rows().stream().anyMatch(LatencyReport.Line::partial)) {
      lines.add("* what was measured of this one until then.");
    }
    return lines;
  }

  private static List<String> atHighestRate() {
    return List.of(
        "A request is due whenever a thread is free, so that a stall is one late answer",
        "and no more. What counts here are the answers a second: they include the time in",
        "which request threads release.");
  }

  private static List<String> atFixedRate(LatencyReport report) {
    var lines = new ArrayList<String>();
    lines.add("Latency: from when a request was due, whether or not the server was free then,");
    lines.add("until it was answered. ×leak: of what letting go without releasing leads to.");
    if (report.plan().servers() > 1) {
      lines.add("Each request thread has its own requests: no other one answers those that wait.");
    }
    return lines;
  }

  private static List<String> remarks(Plan plan, LatencyReport.Line line) {
    var lines = new ArrayList<String>();
    if (plan.saturates() && line.leftToRelease() > 0) {
      lines.add(
          String.format(
              Locale.ROOT,
              "Left to release when the time was over: %s, %,d.",
              line.label(),
              line.leftToRelease()));
    }
    if (line.collections() > 0) {
      lines.add(
          "The garbage collector ran meanwhile: %s, %d times."
              .formatted(line.label(), line.collections()));
    }
    return lines;
  }

  private static List<String> verdicts(LatencyReport report) {
    var lines = new ArrayList<String>();
    for (var verdict : report.verdicts()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%-58s %,9.2f× %s",
              verdict.goal(),
              verdict.ratio(),
              verdict.judgement()));
    }
    if (!lines.isEmpty()) {
      lines.addFirst("");
    }
    return lines;
  }
}
