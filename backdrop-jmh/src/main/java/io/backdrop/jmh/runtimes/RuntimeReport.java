package io.backdrop.jmh.runtimes;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs {@link RuntimeSubmit}, and prints how many times the runtime's own submit a close is. */
public final class RuntimeReport {

  private RuntimeReport() {}

  /** Takes {@code short} or {@code long}, and the folder for JMH's own results. */
  public static void main(String... args) throws Exception {
    boolean thorough = args[0].equals("long");
    var folder = Files.createDirectories(Path.of(args[1]));
    var options =
        new OptionsBuilder()
            .include(RuntimeSubmit.class.getName() + "\\.")
            .forks(thorough ? 5 : 1)
            .warmupIterations(3)
            .warmupTime(TimeValue.milliseconds(300))
            .measurementIterations(15)
            .measurementTime(TimeValue.milliseconds(150))
            .verbosity(VerboseMode.SILENT)
            .jvmArgsPrepend("-Xms1g", "-Xmx1g")
            .resultFormat(ResultFormatType.JSON)
            .result(folder.resolve("runtimes.json").toString());
    var results = new Runner(options.build()).run();
    line("one hand-off, in bursts of %,d to a thread that is busy", RuntimeSubmit.SIZE);
    line("%-24s %12s %12s %8s", "", "submit ns", "close ns", "ratio");
    var kinds = results.stream().collect(groupingBy(RuntimeReport::kind));
    for (var kind : RuntimeSubmit.Kind.values()) {
      var of = kinds.get(kind.name()).stream().collect(toMap(RuntimeReport::method, RuntimeReport::median));
      double submit = of.get("submit");
      double close = of.get("close");
      line("%-24s %12.1f %12.1f %8.2f", kind, submit, close, close / submit);
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
