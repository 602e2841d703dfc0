package io.backdrop.jmh;

import static java.util.Arrays.stream;
import static java.util.Comparator.comparingDouble;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import io.backdrop.jmh.HandOffAfterIdle.Idle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the benchmarks and prints what matters of them: ratios to the floor and the peers, bytes per
 * close, and percentiles beside an empty measurement, all of one run. JMH's own results go to
 * files.
 */
public final class Report {

  private final Path folder;
  private final boolean thorough;

  private Report(Path folder, boolean thorough) {
    this.folder = folder;
    this.thorough = thorough;
  }

  /** Takes {@code short} or {@code long}, and the folder for the results. */
  public static void main(String... args) throws IOException, RunnerException {
    var folder = Files.createDirectories(Path.of(args[1]));
    var report = new Report(folder, args[0].equals("long"));
    report.burst();
    report.afterIdle();
    report.sharedCount();
    report.reload();
    report.createAndClose();
    report.drain();
    report.fullBacklog();
  }

  private void burst() throws RunnerException {
    for (var old : new String[] {"false", "true"}) {
      var name = old.equals("true") ? "burst-old" : "burst-young";
      var results =
          run(name, options(HandOffBurst.class, 9, TimeValue.milliseconds(400)).param("old", old));
      line("%n%s: close() of %,d values, the median of nine runs", name, HandOffBurst.SIZE);
      line("%-12s %10s %10s %10s", "", "ns/close", "x floor", "B/close");
      double floor = median(results.iterator().next());
      for (var result : results) {
        line(
            "%-12s %10.1f %10.2f %10.2f",
            kind(result), median(result), median(result) / floor, allocated(result));
      }
    }
  }

  private void afterIdle() throws RunnerException {
    for (var idle : Idle.values()) {
      var name = "idle-" + idle;
      var results = run(name, afterIdle(idle));
      line("%n%s: one close() after so long; in brackets, above empty", name);
      line("%-12s %8s %18s %18s %20s", "ns", "samples", "p50", "p99", "p99.9");
      var empty = results.iterator().next();
      for (var result : results) {
        line(
            "%-12s %8d %18s %18s %20s",
            kind(result),
            result.getPrimaryResult().getStatistics().getN(),
            beside(empty, result, 50),
            beside(empty, result, 99),
            beside(empty, result, 99.9));
      }
    }
  }

  /** Each iteration is long enough for more than a thousand samples. */
  private ChainedOptionsBuilder afterIdle(Idle idle) {
    var iteration = TimeValue.microseconds(idle.gap() * 1_100 / 1_000);
    return options(HandOffAfterIdle.class, idle == Idle.s5 ? 1 : 3, iteration)
        .param("idle", idle.name());
  }

  private void sharedCount() throws RunnerException {
    var what = "share(), get() and close() of an Arc, threads: ";
    compare("shared-1", what + 1, medians(SharedCount.class, 1), "floor", "netty");
    var few = medians(SharedCount.class, 2).exclude("\\.(cas|locked|nettyBuffer)|Throwing|Calling");
    compare("shared-2", what + 2, few, "floor", "netty");
  }

  /** What is printed beside the peers is how many times faster than they the ArcSwap is. */
  private void reload() throws RunnerException {
    var what = "load(), get() and close() of what is replaced every millisecond, readers: ";
    for (int readers = 1; readers <= 2; readers++) {
      compare("reload-" + readers, what + readers, medians(Reload.class, readers), "arcSwap");
    }
  }

  /** What leak detection costs; the levels are compared with its being off. */
  private void createAndClose() throws RunnerException {
    for (var kind : CreateAndClose.Kind.values()) {
      var what = "making and closing a handle by level of leak detection: " + kind;
      var options = medians(CreateAndClose.class, 1).param("kind", kind.name());
      compare("leaks-" + kind, what, options, "off");
    }
  }

  private void drain() throws RunnerException {
    var what = "releasing %,d values that are pending".formatted(DrainRate.SIZE);
    compare("drain", what, wholeRuns(DrainRate.class), "loop", "trivial");
  }

  private void fullBacklog() throws RunnerException {
    var what = "making, closing and releasing %,d values".formatted(FullBacklog.SIZE);
    compare("full", what, wholeRuns(FullBacklog.class), "inline", "trivial");
  }

  /** How often and how long is up to the benchmark. */
  private ChainedOptionsBuilder wholeRuns(Class<?> benchmark) {
    return new OptionsBuilder()
        .include(benchmark.getName() + "\\.")
        .forks(thorough ? 3 : 1)
        .verbosity(VerboseMode.SILENT)
        .addProfiler(GCProfiler.class)
        .jvmArgsPrepend("--enable-native-access=ALL-UNNAMED");
  }

  /** Prints the median of the iterations, and how many times that of each base it is. */
  private void compare(String name, String what, ChainedOptionsBuilder options, String... bases)
      throws RunnerException {
    var results = new ArrayList<>(run(name, options));
    results.sort(comparingDouble(Report::median));
    var medians = results.stream().collect(toMap(Report::method, Report::median));
    line("%n%s: %s", name, what);
    line("%-16s %10s%s %10s", "", "ns", columns(bases, base -> "x " + base), "B");
    for (var result : results) {
      var ratios = columns(bases, base -> twoDigits(median(result) / medians.get(base)));
      line("%-16s %10.1f%s %10.2f", method(result), median(result), ratios, collected(result));
    }
  }

  private static String columns(String[] bases, UnaryOperator<String> column) {
    return stream(bases).map(base -> "%11s".formatted(column.apply(base))).collect(joining());
  }

  private static String twoDigits(double number) {
    return String.format(Locale.ROOT, "%.2f", number);
  }

  /** Many short iterations, because a median of them stands more noise than a mean. */
  private ChainedOptionsBuilder medians(Class<?> benchmark, int threads) {
    return options(benchmark, 9, TimeValue.milliseconds(150))
        .warmupTime(TimeValue.milliseconds(300))
        .threads(threads)
        .addProfiler(GCProfiler.class);
  }

  private ChainedOptionsBuilder options(Class<?> benchmark, int iterations, TimeValue iteration) {
    return new OptionsBuilder()
        .include(benchmark.getName() + "\\.")
        .forks(thorough ? 3 : 1)
        .warmupIterations(2)
        .warmupTime(TimeValue.seconds(1))
        .measurementIterations(thorough ? 3 * iterations : iterations)
        .measurementTime(iteration)
        .verbosity(VerboseMode.SILENT)
        .jvmArgsPrepend("-Xms1g", "-Xmx1g", "--enable-native-access=ALL-UNNAMED");
  }

  private Collection<RunResult> run(String name, ChainedOptionsBuilder options)
      throws RunnerException {
    return new Runner(
            options
                .resultFormat(ResultFormatType.JSON)
                .result(folder.resolve(name + ".json").toString())
                .build())
        .run();
  }

  private static String kind(RunResult result) {
    return result.getParams().getParam("kind");
  }

  private static String method(RunResult result) {
    var name = result.getParams().getBenchmark();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static double allocated(RunResult result) {
    var counted = result.getSecondaryResults();
    return counted.get("bytes").getScore() / counted.get("closes").getScore();
  }

  /** What all threads allocated, as {@code -prof gc} has it. */
  private static double collected(RunResult result) {
    return result.getSecondaryResults().get("gc.alloc.rate.norm").getScore();
  }

  private static String beside(RunResult empty, RunResult result, double percent) {
    double base = percentile(empty, percent);
    double mine = percentile(result, percent);
    return String.format(Locale.ROOT, "%,.0f (%+,.0f)", mine, mine - base);
  }

  private static double median(RunResult result) {
    return percentile(result, 50);
  }

  private static double percentile(RunResult result, double percent) {
    return result.getPrimaryResult().getStatistics().getPercentile(percent);
  }

  private static void line(String format, Object... args) {
    System.out.printf(Locale.ROOT, format + "%n", args);
  }
}
