package io.backdrop.jmh.runtimes;

import io.backdrop.jmh.runtimes.RuntimeSubmit.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.MultisetStatistics;

/**
 * Prints how many times the runtime's own submit a close is, in bursts and when it wakes: the
 * median of several rounds.
 */
public final class RuntimeReport {

  /**
   * How long before and how long it is measured. A runtime has much code on the way of a submit,
   * and after one second of bursts not all of that is compiled for good.
   */
  private enum Spans {
    BURSTS(4, 500, 5, 300),
    WAKE_UPS(3, 300, 3, 150);

    private final int warmUps;
    private final TimeValue warmUp;
    private final int iterations;
    private final TimeValue iteration;

    Spans(int warmUps, long warmUpMillis, int iterations, long iterationMillis) {
      this.warmUps = warmUps;
      this.warmUp = TimeValue.milliseconds(warmUpMillis);
      this.iterations = iterations;
      this.iteration = TimeValue.milliseconds(iterationMillis);
    }
  }

  private RuntimeReport() {}

  /** Takes {@code short} or {@code long}, and the folder for JMH's own results. */
  public static void main(String... args) throws Exception {
    boolean isLong = args[0].equals("long");
    var folder = Files.createDirectories(Path.of(args[1]));
    line("in bursts of %,d, to a thread that is busy", RuntimeSubmit.SIZE);
    report(RuntimeSubmit.class, EnumSet.allOf(Kind.class), Spans.BURSTS, isLong ? 9 : 3, folder);
    line("%none at a time, to a thread that sleeps");
    report(RuntimeWakeUp.class, RuntimeWakeUp.KINDS, Spans.WAKE_UPS, isLong ? 15 : 5, folder);
    if (System.out.checkError()) {
      throw new IllegalStateException("What was measured was not written: is the disk full?");
    }
  }

  private static void report(
      Class<?> benchmark, Set<Kind> kinds, Spans spans, int rounds, Path folder)
      throws RunnerException {
    line("%-24s %12s %12s %8s", "", "submit ns", "close ns", "ratio");
    for (var kind : kinds) {
      print(kind, run(benchmark, kind, spans, rounds, folder));
    }
  }

  /** By turns, each time in a new JVM, so that what is compared is measured within seconds. */
  private static List<RunResult> run(
      Class<?> benchmark, Kind kind, Spans spans, int rounds, Path folder) throws RunnerException {
    var results = new ArrayList<RunResult>();
    for (int round = 1; round <= rounds; round++) {
      var name = "%s-%s-%d.json".formatted(benchmark.getSimpleName(), kind, round);
      results.addAll(run(benchmark, kind, spans, folder.resolve(name)));
    }
    return results;
  }

  private static Collection<RunResult> run(Class<?> benchmark, Kind kind, Spans spans, Path file)
      throws RunnerException {
    var options =
        new OptionsBuilder()
            .include(benchmark.getName() + "\\.")
            .param("kind", kind.name())
            .forks(1)
            .shouldFailOnError(true)
            .warmupIterations(spans.warmUps)
            .warmupTime(spans.warmUp)
            .measurementIterations(spans.iterations)
            .measurementTime(spans.iteration)
            .verbosity(VerboseMode.SILENT)
            .jvmArgsPrepend("-Xms1g", "-Xmx1g")
            .resultFormat(ResultFormatType.JSON)
            .result(file.toString());
    return new Runner(options.build()).run();
  }

  private static void print(Kind kind, List<RunResult> results) {
    var submits = medians(results, "submit");
    var closes = medians(results, "close");
    var ratios = IntStream.range(0, submits.length).mapToDouble(i -> closes[i] / submits[i]);
    line(
        "%-24s %12.1f %12.1f %8.2f",
        kind, median(submits), median(closes), median(ratios.toArray()));
  }

  /** Of each round. */
  private static double[] medians(List<RunResult> results, String method) {
    return results.stream()
        .filter(result -> method(result).equals(method))
        .mapToDouble(result -> result.getPrimaryResult().getStatistics().getPercentile(50))
        .toArray();
  }

  private static double median(double[] rounds) {
    var all = new MultisetStatistics();
    for (double round : rounds) {
      all.addValue(round, 1);
    }
    return all.getPercentile(50);
  }

  private static String method(RunResult result) {
    var name = result.getParams().getBenchmark();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static void line(String format, Object... args) {
    System.out.printf(Locale.ROOT, format + "%n", args);
  }
}
