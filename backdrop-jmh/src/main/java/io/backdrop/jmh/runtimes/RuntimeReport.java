package io.backdrop.jmh.runtimes;

import static java.util.stream.Collectors.toMap;

import io.backdrop.jmh.runtimes.RuntimeSubmit.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Prints how many times the runtime's own submit a close is, in bursts and when it wakes. */
public final class RuntimeReport {

  private RuntimeReport() {}

  /** Takes {@code short} or {@code long}, and the folder for JMH's own results. */
  public static void main(String... args) throws Exception {
    int forks = args[0].equals("long") ? 15 : 3;
    var folder = Files.createDirectories(Path.of(args[1]));
    line("in bursts of %,d, to a thread that is busy", RuntimeSubmit.SIZE);
    report(RuntimeSubmit.class, EnumSet.allOf(Kind.class), forks, folder);
    line("%none at a time, to a thread that sleeps");
    report(RuntimeWakeUp.class, RuntimeWakeUp.KINDS, forks, folder);
  }

  private static void report(Class<?> benchmark, Set<Kind> kinds, int forks, Path folder)
      throws RunnerException {
    line("%-24s %12s %12s %8s", "", "submit ns", "close ns", "ratio");
    for (var kind : kinds) {
      print(kind, run(benchmark, kind, forks, folder));
    }
  }

  /** One runtime, so that what is compared is measured within seconds. */
  private static Collection<RunResult> run(Class<?> benchmark, Kind kind, int forks, Path folder)
      throws RunnerException {
    var options =
        new OptionsBuilder()
            .include(benchmark.getName() + "\\.")
            .param("kind", kind.name())
            .forks(forks)
            .warmupIterations(3)
            .warmupTime(TimeValue.milliseconds(300))
            .measurementIterations(5)
            .measurementTime(TimeValue.milliseconds(150))
            .verbosity(VerboseMode.SILENT)
            .jvmArgsPrepend("-Xms1g", "-Xmx1g")
            .resultFormat(ResultFormatType.JSON)
            .result(folder.resolve(benchmark.getSimpleName() + "-" + kind + ".json").toString());
    return new Runner(options.build()).run();
  }

  private static void print(Kind kind, Collection<RunResult> results) {
    var medians = results.stream().collect(toMap(RuntimeReport::method, RuntimeReport::median));
    double submit = medians.get("submit");
    double close = medians.get("close");
    line("%-24s %12.1f %12.1f %8.2f", kind, submit, close, close / submit);
  }

  private static String method(RunResult result) {
    var name = result.getParams().getBenchmark();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static double median(RunResult result) {
    return result.getPrimaryResult().getStatistics().getPercentile(50);
  }

  private static void line(String format, Object... args) {
    System.out.printf(Locale.ROOT, format + "%n", args);
  }
}
