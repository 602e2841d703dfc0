package io.backdrop.cli;

import io.backdrop.cli.common.Failure;
import io.backdrop.cli.common.Machine;
import io.backdrop.cli.common.Printable;
import io.backdrop.cli.common.Progress;
import io.backdrop.cli.common.Workplace;
import io.backdrop.cli.payload.Budget;
import io.backdrop.cli.payload.PayloadKind;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lets go of a large value with every strategy, and shows what each costs the closing thread. */
@Command(
    name = "compare",
    description =
        "Lets go of a large value with every strategy, each in a JVM of its own, and shows what that costs the thread that closes.")
final class CompareCommand implements Callable<Integer> {

  private static final long MOST_RUNS = 100_000;
  private static final long MOST_COLD_RUNS = 100;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--payload",
      paramLabel = "NAME",
      converter = Converters.PayloadName.class,
      description =
          "What is let go of: strings (malloc'ed C strings, the default), arenas (shared arenas), files (a directory tree), netty (pooled direct buffers), lucene (memory-mapped index readers) or rocksdb (a database with open iterators).")
  private PayloadKind payload = PayloadKind.STRINGS;

  @Option(
      names = "--size",
      paramLabel = "N",
      converter = Converters.Count.class,
      description =
          "How many of them; by default as many as take in the order of 100 ms to release, such as 5000000 strings.")
  private @Nullable BigInteger size;

  @Option(
      names = "--runs",
      paramLabel = "N",
      converter = Converters.Count.class,
      description = "Warm hand-offs for each strategy, after the cold one; 10 by default.")
  private BigInteger runs = BigInteger.TEN;

  @Option(
      names = "--cold-runs",
      paramLabel = "N",
      converter = Converters.Count.class,
      description =
          "JVMs for each strategy, each of which has one cold hand-off; 5 by default. The table shows the median.")
  private BigInteger coldRuns = BigInteger.valueOf(5);

  @Option(
      names = "--strategy",
      paramLabel = "NAME",
      converter = Converters.RowName.class,
      description =
          "Only this strategy; may be repeated. One of none, trivial, thread, trash-thread, trash-queue, trash-queue-later, task-many, blocking-many, task-single, blocking-single, leak, or of a runtime: netty-, reactor-, vertx- or kotlin-, followed by many, blocking-many, one or blocking-one.")
  private List<Row> strategies = new ArrayList<>();

  @Option(
      names = "--runtimes",
      description =
          "Also measure the strategies of Netty, Reactor, Vert.x and Kotlin coroutines, each in a runtime with many threads and in one with a single thread; with --strategy, beside those given.")
  private boolean runtimes;

  @Mixin private Outputs outputs = new Outputs();

  @Override
  public Integer call() throws Failure {
    var settings = Refusal.orRefuse(spec, this::settings);
    var files = Refusal.orRefuse(spec, outputs::check);
    var rows = new ArrayList<Measured>();
    return Interruptible.run(
        spec.commandLine(), () -> measure(settings, rows), () -> show(settings, rows, files));
  }

  /** Nothing, where nothing was measured. */
  private void show(Settings settings, List<Measured> rows, Outputs.Checked files) throws Failure {
    if (!rows.isEmpty()) {
      var report = Report.of(Machine.current(), settings, rows);
      Printable.print(spec.commandLine().getOut(), Table.of(report));
      files.write(report, CompareCommand.class, "report");
    }
  }

  private Settings settings() {
    int warmRuns = (int) Refusal.atMost("--runs", runs, MOST_RUNS);
    int jvms = (int) Refusal.atMost("--cold-runs", coldRuns, MOST_COLD_RUNS);
    Workplace.check();
    payload.checkAvailable();
    var rows = List.copyOf(rows());
    checkLibraries(rows);
    var asked = size == null ? BigInteger.valueOf(payload.defaultSize()) : size;
    return new Settings(
        payload,
        Budget.ofThisMachine().check("--size", asked, 1, payload, "choose another --payload"),
        jvms,
        warmRuns,
        rows);
  }

  /** What cannot be finished is not begun. */
  private static void checkLibraries(List<Row> rows) {
    if (rows.stream().anyMatch(Row::isOfRuntime)) {
      RuntimeLibraries.classPath();
    }
  }

  private EnumSet<Row> rows() {
    var rows = strategies.isEmpty() ? Row.usual() : EnumSet.copyOf(strategies);
    if (runtimes) {
      rows.addAll(Row.ofRuntimes());
    }
    return rows;
  }

  private static void measure(Settings settings, List<Measured> measured) throws Failure {
    try (var progress = Progress.of("Comparing", settings.steps())) {
      var runner = new RowRunner(settings, progress);
      for (var row : settings.rows()) {
        measured.add(runner.run(row));
      }
    }
  }
}
