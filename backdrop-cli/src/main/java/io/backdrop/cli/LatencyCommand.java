package io.backdrop.cli;

import io.backdrop.cli.common.Failure;
import io.backdrop.cli.common.Machine;
import io.backdrop.cli.common.Printable;
import io.backdrop.cli.common.Progress;
import io.backdrop.cli.common.Units;
import io.backdrop.cli.common.Workplace;
import io.backdrop.cli.latency.Laboratory;
import io.backdrop.cli.latency.LatencyReport;
import io.backdrop.cli.latency.LatencyTable;
import io.backdrop.cli.latency.Outcome;
import io.backdrop.cli.latency.Plan;
import io.backdrop.cli.latency.Strategy;
import io.backdrop.cli.payload.PayloadKind;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Answers requests from an index that is replaced again and again, and shows who had to wait. */
@Command(
    name = "latency",
    description =
        "Answers requests from an index that is replaced again and again, and shows how long the answers take when the old one is let go of by each strategy. Each has a JVM of its own.")
final class LatencyCommand implements Callable<Integer> {

  private static final long HIGHEST_RATE = 1_000_000;
  private static final long MOST_SECONDS = 3_600;
  private static final long MOST_SERVERS = 256;
  private static final long MOST_RUNS = 100;
  private static final Duration SHORTEST = Duration.ofMillis(10);
  private static final Duration LONGEST = Duration.ofHours(1);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--payload",
      paramLabel = "NAME",
      converter = Converters.PayloadName.class,
      description =
          "What an index is made of: strings (malloc'ed C strings, the default), arenas (shared arenas), files (a directory tree), netty (pooled direct buffers), lucene (memory-mapped index readers) or rocksdb (a database with open iterators).")
  private PayloadKind payload = PayloadKind.STRINGS;

  @Option(
      names = "--entries",
      paramLabel = "N",
      converter = Converters.Count.class,
      description =
          "How many of them an index has; by default as many as take some tens of milliseconds to release.")
  private @Nullable BigInteger entries;

  @Option(
      names = "--rate",
      paramLabel = "N",
      converter = Converters.Rate.class,
      description =
          "Requests a second; 10000 by default. With max, one is due whenever a thread is free: that shows how many can be answered, and not who has to wait.")
  private BigInteger rate = BigInteger.valueOf(10_000);

  @Option(
      names = "--swap-every",
      paramLabel = "TIME",
      converter = Converters.Time.class,
      description = "How long an index is in use, such as 500ms or 2s; 1s by default.")
  private Duration swapEvery = Duration.ofSeconds(1);

  @Option(
      names = "--seconds",
      paramLabel = "N",
      converter = Converters.Count.class,
      description = "How long each strategy is measured; 8 by default.")
  private BigInteger seconds = BigInteger.valueOf(8);

  @Option(
      names = "--repeat",
      paramLabel = "N",
      converter = Converters.Count.class,
      description =
          "How many rounds there are, each of which measures every strategy once; the table shows medians. 1 by default.")
  private BigInteger repeat = BigInteger.ONE;

  @Option(
      names = "--warm-up",
      paramLabel = "TIME",
      converter = Converters.Time.class,
      description = "How long small indexes are served before anything is measured; 2s by default.")
  private Duration warmUp = Duration.ofSeconds(2);

  @Option(
      names = "--servers",
      paramLabel = "N",
      converter = Converters.Count.class,
      description =
          "How many threads answer requests; 1 by default. As many as there are cores leave none to spare. Each has its own requests, like an event loop to which connections are pinned; a queue shared by all would hide most of the stalls of inline at low load.")
  private BigInteger servers = BigInteger.ONE;

  @Option(
      names = "--strategy",
      paramLabel = "NAME",
      converter = Converters.StrategyName.class,
      description =
          "Only this strategy; may be repeated. One of inline, trash-thread, paced, trash-queue, thread, virtual-thread, executor, leak.")
  private List<Strategy> strategies = new ArrayList<>();

  @Mixin private Outputs outputs = new Outputs();

  @Override
  public Integer call() throws Failure {
    var plan = Refusal.orRefuse(spec, this::plan);
    int runs = Refusal.orRefuse(spec, () -> (int) Refusal.atMost("--repeat", repeat, MOST_RUNS));
    var files = Refusal.orRefuse(spec, outputs::check);
    var turns = turns(runs);
    var outcomes = new ArrayList<Outcome>();
    return Interruptible.run(
        spec.commandLine(),
        () -> measure(plan, turns, outcomes),
        () -> show(report(plan, runs, turns, outcomes), files));
  }

  private static LatencyReport report(
      Plan plan, int runs, List<Strategy> turns, List<Outcome> outcomes) {
    boolean partial =
        outcomes.size() < turns.size() || outcomes.stream().anyMatch(Outcome::partial);
    return LatencyReport.of(Machine.current(), plan, runs, partial, outcomes);
  }

  /** Nothing, where nothing was measured. */
  private void show(LatencyReport report, Outputs.Checked files) throws Failure {
    if (!report.rows().isEmpty()) {
      Printable.print(spec.commandLine().getOut(), LatencyTable.of(report));
      files.write(report, LatencyReport.class, "latency");
    }
  }

  private Plan plan() {
    var plan =
        new Plan(
            payload,
            1,
            Refusal.atMost("--rate", rate, HIGHEST_RATE),
            nanos("--swap-every", swapEvery),
            Duration.ofSeconds(Refusal.atMost("--seconds", seconds, MOST_SECONDS)).toNanos(),
            nanos("--warm-up", warmUp),
            (int) Refusal.atMost("--servers", servers, MOST_SERVERS));
    check(plan);
    Workplace.check();
    payload.checkAvailable();
    return plan.withEntries(entries(plan.indexes()));
  }

  private void check(Plan plan) {
    if (plan.swapEveryNanos() > plan.nanos()) {
      throw new IllegalArgumentException(
          "--swap-every %s is longer than all of --seconds %s; give less"
              .formatted(Units.time(plan.swapEveryNanos()), seconds));
    }
    if (!plan.saturates() && plan.rate() < plan.servers()) {
      throw new IllegalArgumentException(
          "--rate %d is less than one request a second for each of --servers %d; give more"
              .formatted(plan.rate(), plan.servers()));
    }
  }

  private static long nanos(String option, Duration time) {
    if (time.compareTo(SHORTEST) < 0 || time.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "%s %s is out of range; give from %s to %s"
              .formatted(
                  option,
                  Units.time(time.toNanos()),
                  Units.time(SHORTEST.toNanos()),
                  Units.time(LONGEST.toNanos())));
    }
    return time.toNanos();
  }

  private int entries(int indexes) {
    var asked = entries == null ? BigInteger.valueOf(payload.defaultSize() * 2L / 5) : entries;
    return Laboratory.budget()
        .check(
            "--entries", asked, indexes, payload, "give fewer --seconds or a longer --swap-every");
  }

  private static void measure(Plan plan, List<Strategy> turns, List<Outcome> outcomes)
      throws Failure {
    try (var progress = Progress.of("Measuring", Laboratory.steps(turns.size()))) {
      var laboratory = new Laboratory(plan, progress);
      for (var strategy : turns) {
        var outcome = laboratory.measure(strategy);
        outcome.ifPresent(outcomes::add);
        if (outcome.isEmpty() || outcome.get().partial()) {
          throw Failure.interrupted();
        }
      }
    }
  }

  /** All, and then all again: what the machine does for a while meets each of them. */
  private List<Strategy> turns(int runs) {
    var chosen = strategies.isEmpty() ? EnumSet.allOf(Strategy.class) : EnumSet.copyOf(strategies);
    return Collections.nCopies(runs, chosen).stream().flatMap(EnumSet::stream).toList();
  }
}
