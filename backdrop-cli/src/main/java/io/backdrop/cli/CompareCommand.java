package io.backdrop.cli;

import com.google.gson.GsonBuilder;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lets go of a large value with every strategy, and shows what each costs the closing thread. */
@Command(
    name = "compare",
    description =
        "Lets go of a large value with every strategy, each in a JVM of its own, and shows what that costs the thread that closes.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class CompareCommand implements Callable<Integer> {

  private static final BigInteger MOST_RUNS = BigInteger.valueOf(100_000);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--payload",
      paramLabel = "NAME",
      defaultValue = "strings",
      converter = Converters.PayloadName.class,
      description =
          "What is let go of: strings (malloc'ed C strings, the default), arenas (shared arenas) or files (a directory tree).")
  private PayloadKind payload = PayloadKind.STRINGS;

  @Option(
      names = "--size",
      paramLabel = "N",
      converter = Converters.Count.class,
      description =
          "How many of them; by default 5000000 strings, 5000 arenas or 10000 files, which take in the order of 100 ms to release.")
  private @Nullable BigInteger size;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "10",
      converter = Converters.Count.class,
      description = "Warm hand-offs for each strategy, after the cold one; 10 by default.")
  private BigInteger runs = BigInteger.TEN;

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
          "The strategies of Netty, Reactor, Vert.x and Kotlin coroutines too, each in a runtime with many threads and with one.")
  private boolean runtimes;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Writes all that was measured to this file.")
  private @Nullable Path json;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Writes a report with a chart to this file, to be opened offline.")
  private @Nullable Path html;

  @Override
  public Integer call() throws Failure {
    var settings = orRefuse(this::settings);
    var jsonFile = orRefuse(() -> output("--json", json));
    var htmlFile = orRefuse(() -> output("--html", html));
    orRefuse(() -> distinct(jsonFile, htmlFile));
    var report = Report.of(Machine.current(), settings, measure(settings));
    print(report);
    if (jsonFile != null) {
      jsonFile.write(new GsonBuilder().setPrettyPrinting().create().toJson(report));
    }
    if (htmlFile != null) {
      htmlFile.write(HtmlReport.of(report));
    }
    return 0;
  }

  private <T extends @Nullable Object> T orRefuse(Supplier<T> check) {
    try {
      return check.get();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private Settings settings() {
    if (runs.compareTo(MOST_RUNS) > 0) {
      throw new IllegalArgumentException(
          "--runs %s is too many; give at most %s".formatted(runs, MOST_RUNS));
    }
    var asked = size == null ? BigInteger.valueOf(payload.defaultSize()) : size;
    return new Settings(
        payload,
        Budget.ofThisMachine().check(asked, payload),
        runs.intValueExact(),
        List.copyOf(rows()));
  }

  private EnumSet<Row> rows() {
    var rows = strategies.isEmpty() ? Row.usual() : EnumSet.copyOf(strategies);
    if (runtimes) {
      rows.addAll(Row.ofRuntimes());
    }
    return rows;
  }

  private static @Nullable OutputFile output(String option, @Nullable Path path) {
    return path == null ? null : OutputFile.check(option, path);
  }

  private static boolean distinct(@Nullable OutputFile one, @Nullable OutputFile other) {
    if (one != null && other != null && one.path().equals(other.path())) {
      throw new IllegalArgumentException(
          "--json and --html are both '%s'; give each a file of its own".formatted(one.path()));
    }
    return true;
  }

  private static List<Measured> measure(Settings settings) throws Failure {
    var measured = new ArrayList<Measured>();
    try (var progress = Progress.of(settings.steps())) {
      var runner = new RowRunner(settings, progress);
      for (var row : settings.rows()) {
        measured.add(new Measured(row, runner.run(row)));
      }
    }
    return measured;
  }

  private void print(Report report) throws Failure {
    var out = spec.commandLine().getOut();
    for (var line : Table.of(report)) {
      out.println(Printable.in(System.out.charset(), line));
    }
    if (out.checkError()) {
      throw new Failure("The table could not be written to the standard output");
    }
  }
}
