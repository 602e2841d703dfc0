package io.backdrop.jmh.report;

import io.backdrop.jmh.peer.Peer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs benchmarks, each in JVMs of its own. JMH's results go to files. */
record Lab(Path folder, Mode mode) {

  /** What the peers need, without the warnings. */
  private static final String[] JVM = {
    "--enable-native-access=ALL-UNNAMED",
    "--sun-misc-unsafe-memory-access=allow",
    "-Dslf4j.internal.verbosity=ERROR"
  };

  /** Iterations of which the median is taken. */
  ChainedOptionsBuilder medians(Class<?> benchmark) {
    return timed(benchmark).measurementIterations(mode.iterations).measurementTime(mode.iteration);
  }

  /** The same with what all threads allocate. */
  ChainedOptionsBuilder allocating(Class<?> benchmark) {
    return medians(benchmark).addProfiler(GCProfiler.class);
  }

  /** Iterations whose number and time is still to be said. */
  ChainedOptionsBuilder timed(Class<?> benchmark) {
    return options(benchmark)
        .jvmArgsPrepend("-Xms1g", "-Xmx1g")
        .warmupIterations(2)
        .warmupTime(Mode.WARM_UP);
  }

  /**
   * What is measured as a whole, as often as the benchmark says. Not with what is allocated, which
   * would be that of its preparation above all.
   */
  ChainedOptionsBuilder wholeRuns(Class<?> benchmark) {
    return options(benchmark);
  }

  private ChainedOptionsBuilder options(Class<?> benchmark) {
    return new OptionsBuilder()
        .include("\\Q" + benchmark.getName() + "\\E\\.")
        .forks(mode.forks)
        .verbosity(VerboseMode.SILENT)
        .shouldFailOnError(true)
        .jvmArgs(JVM);
  }

  static String[] names(Collection<Peer> peers) {
    return peers.stream().map(Peer::name).toArray(String[]::new);
  }

  Collection<RunResult> run(String name, ChainedOptionsBuilder options) throws RunnerException {
    var file = folder.resolve(name + ".json").toString();
    long start = System.nanoTime();
    var results =
        new Runner(options.resultFormat(ResultFormatType.JSON).result(file).build()).run();
    System.err.printf(
        "%s took %d s%n", name, Duration.ofNanos(System.nanoTime() - start).toSeconds());
    return results;
  }
}
