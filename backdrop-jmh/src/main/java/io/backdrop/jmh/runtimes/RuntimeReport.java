package io.backdrop.jmh.runtimes;

import static java.util.stream.Collectors.toMap;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
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
    int forks = args[0].equals("long") ? 5 : 1;
    var folder = Files.createDirectories(Path.of(args[1]));
    line("in bursts of %,d, to a thread that is busy", RuntimeSubmit.SIZE);
    print(run(RuntimeSubmit.class, forks, folder));
    line("%none at a time, to a thread that sleeps");
    print(run(RuntimeWakeUp.class, forks, folder));
  }

  private static Collection<RunResult> run(Class<?> benchmark, int forks, Path folder)
      throws RunnerException {
    var options =
        new OptionsBuilder()
            .include(benchmark.getName() + "\\.")
            .forks(forks)
            .warmupIterations(3)
            .warmupTime(TimeValue.milliseconds(300))
            .measurementIterations(15)
            .measurementTime(TimeValue.milliseconds(150))
            .verbosity(VerboseMode.SILENT)
            .jvmArgsPrepend("-Xms1g", "-Xmx1g")
            .resultFormat(ResultFormatType.JSON)
            .result(folder.resolve(benchmark.getSimpleName() + ".json").toString());
    return new Runner(options.build()).run();
  }

  private static void print(Collection<RunResult> results) {
    line("%-24s %12s %12s %8s", "", "submit ns", "close ns", "ratio");
    for (var kind : RuntimeSubmit.Kind.values()) {
      var medians =
          results.stream()
              .filter(result -> kind(result).equals(kind.name()))
              .collect(toMap(RuntimeReport::method, RuntimeReport::median));
      if (!medians.isEmpty()) {
        double submit = medians.get("submit");
        double close = medians.get("close");
        line("%-24s %12.1f %12.1f %8.2f", kind, submit, close, close / submit);
      }
    }
  }

  private static String kind(RunResult result) {
    return result.getParams().getParam("kind");
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
