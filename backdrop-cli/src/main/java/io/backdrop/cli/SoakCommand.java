package io.backdrop.cli;

import io.backdrop.cli.common.Ending;
import io.backdrop.cli.common.Failure;
import io.backdrop.cli.common.Printable;
import io.backdrop.cli.soak.Imbalance;
import io.backdrop.cli.soak.Outcome;
import io.backdrop.cli.soak.Planted;
import io.backdrop.cli.soak.Settings;
import io.backdrop.cli.soak.Soak;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Has everything go wrong that can, and sees that every value is released once all the same. */
@Command(
    name = "soak",
    description =
        "Uses the library in all ways at once, with everything going wrong that can, and keeps a ledger: every value must be released, taken back or reported as left: one of these, once. Ends at the first round that does not balance, and prints the seed that repeats it.")
final class SoakCommand implements Callable<Integer> {

  private static final long MOST_SECONDS = 10_000_000;
  private static final long MOST_DISPOSALS = Long.MAX_VALUE;
  private static final BigInteger USUAL_SECONDS = BigInteger.TEN;

  /** Longer than trash threads are waited for at the end of a process. */
  private static final Duration PATIENCE_AT_EXIT = Duration.ofSeconds(20);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--seconds",
      paramLabel = "N",
      converter = Converters.Count.class,
      description = "How long to go on; 10 by default, unless --disposals is given.")
  private @Nullable BigInteger seconds;

  @Option(
      names = "--disposals",
      paramLabel = "N",
      converter = Converters.Count.class,
      description = "After how many values to end; with --seconds too, whichever comes first.")
  private @Nullable BigInteger disposals;

  @Option(
      names = "--seed",
      paramLabel = "S",
      converter = Converters.Seed.class,
      description = "What the first round is drawn from; any number by default.")
  private @Nullable Long seed;

  @Option(
      names = "--plant",
      paramLabel = "FAULT",
      hidden = true,
      description = "Plants a fault, to see that it is found.")
  private Planted planted = Planted.NONE;

  @Override
  public Integer call() throws Failure {
    var settings = settings();
    var soak = new Soak(settings);
    var outcome = run(soak, settings);
    print(outcome);
    check(outcome.imbalance());
    return 0;
  }

  /** Where the process is ended before it is over, says what there is to say so far. */
  private Outcome run(Soak soak, Settings settings) throws Failure {
    try (var progress = SoakProgress.of(settings)) {
      var atEnd = Thread.ofPlatform().unstarted(() -> printEnded(soak, progress));
      Ending.addHook(atEnd);
      progress.println("Soaking with --seed " + settings.seed());
      var outcome = soak.run(progress::reached);
      if (!isRemoved(atEnd)) {
        throw Failure.interrupted();
      }
      return outcome;
    }
  }

  private void printEnded(Soak soak, SoakProgress progress) {
    progress.close(); // It would draw itself between the lines.
    Ending.sayNoMore();
    print(soak.soFar());
  }

  /** False when the process is ending, and what there is to say is being said. */
  private static boolean isRemoved(Thread atEnd) {
    try {
      return Runtime.getRuntime().removeShutdownHook(atEnd);
    } catch (IllegalStateException ending) {
      return false;
    }
  }

  private Settings settings() {
    var time = seconds == null && disposals == null ? USUAL_SECONDS : seconds;
    return new Settings(
        seed == null ? Settings.anySeed() : seed,
        Duration.ofSeconds(orMost("--seconds", time, MOST_SECONDS)),
        orMost("--disposals", disposals, MOST_DISPOSALS),
        planted);
  }

  private long orMost(String option, @Nullable BigInteger number, long most) {
    return number == null
        ? most
        : Refusal.orRefuse(spec, () -> Refusal.atMost(option, number, most));
  }

  private void print(Outcome outcome) {
    println("Soak of the seed " + outcome.seed());
    println("");
    outcome.table().forEach(this::println);
  }

  private void check(@Nullable Imbalance imbalance) throws Failure {
    if (imbalance == null) {
      return;
    }
    println("");
    println("The round of this seed does not balance: " + imbalance.seed());
    imbalance.faults().forEach(this::println);
    println("");
    imbalance.scenario().forEach(this::println);
    ForcedExit.after(PATIENCE_AT_EXIT, 1);
    throw new Failure(
        "The ledger does not balance (%s); repeat it with --seed %d"
            .formatted(firstLine(imbalance.faults()), imbalance.seed()));
  }

  /** What is unexpected has the lines of a stack trace. */
  private static String firstLine(List<String> faults) {
    return faults.getFirst().lines().findFirst().orElse("");
  }

  private void println(String line) {
    spec.commandLine().getOut().println(Printable.in(System.out.charset(), line));
  }
}
