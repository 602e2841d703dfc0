package io.backdrop.cli.latency;

import com.google.gson.Gson;
import io.backdrop.cli.common.ChildJvm;
import io.backdrop.cli.common.Failure;
import io.backdrop.cli.common.JsonLines;
import io.backdrop.cli.common.Progress;
import io.backdrop.cli.payload.Budget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Has each strategy measured in a JVM of its own, and reads what that says. */
public final class Laboratory {

  /** How long a JVM may take to release everything when all is to end. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Plan plan;
  private final Progress progress;

  /** One that measures by that plan. */
  public Laboratory(Plan plan, Progress progress) {
    this.plan = plan;
    this.progress = progress;
  }

  /**
   * What all indexes of a plan together may take.
   *
   * @throws IllegalArgumentException when there is no memory for any
   */
  public static Budget budget() {
    return ChildOptions.budget(Budget.ofThisMachine());
  }

  /** How many steps are reported for so many strategies. */
  public static int steps(int strategies) {
    return strategies * TrialMain.STEPS;
  }

  /**
   * Measures one strategy.
   *
   * @return what was measured; partial or nothing at all when it was interrupted
   * @throws Failure when an index was not released exactly once, or the JVM fails
   */
  public Optional<Outcome> measure(Strategy strategy) throws Failure {
    progress.begin(strategy.id(), strategy.label());
    var outcomes = new ArrayList<Outcome>();
    var lines = new JsonLines<>(Outcome.class, outcomes::add, this::take);
    try (var child = new ChildJvm("strategy " + strategy.id(), PATIENCE)) {
      int exitCode =
          child.run(
              TrialMain.class,
              ChildOptions.of(plan),
              List.of(strategy.id(), new Gson().toJson(plan)),
              lines,
              progress::println);
      check(strategy, outcomes, exitCode, child);
    }
    return outcomes.stream().findFirst();
  }

  private void take(String line) {
    if (line.equals(TrialMain.STEP)) {
      progress.step();
    } else {
      progress.println(line);
    }
  }

  private static void check(Strategy strategy, List<Outcome> outcomes, int exitCode, ChildJvm child)
      throws Failure {
    for (var outcome : outcomes) {
      if (outcome.fault() != null) {
        throw new Failure(
            "The strategy %s does not hold: every part of every index was to be released %s, but %s"
                .formatted(
                    strategy.id(),
                    strategy.releases() ? "exactly once" : "never",
                    outcome.fault()));
      }
    }
    boolean complete = exitCode == 0 && outcomes.size() == 1;
    if (!complete && !child.wasInterrupted(exitCode)) {
      throw new Failure(
          "The JVM of the strategy %s ended with exit code %d and %d outcomes"
              .formatted(strategy.id(), exitCode, outcomes.size()));
    }
  }
}
