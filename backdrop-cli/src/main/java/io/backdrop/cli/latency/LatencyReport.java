package io.backdrop.cli.latency;

import io.backdrop.cli.common.Machine;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that was measured, as it goes to the table and the files.
 *
 * @param partial whether it ended before all was measured
 * @param repeat how often each strategy was to be measured
 * @param jvmOptions how the JVMs were set up that measured
 * @param verdicts on the goals that what was measured allows to judge
 */
public record LatencyReport(
    Machine machine,
    boolean partial,
    Plan plan,
    int repeat,
    String unit,
    List<String> jvmOptions,
    List<Line> rows,
    List<Verdict> verdicts) {

  /**
   * One strategy.
   *
   * @param partial whether none of its runs is complete
   * @param median over its complete runs; where there are none, over what was measured
   * @param p999ToLeak its median 99.9th percentile divided by that of leak; null where that is not
   *     measured
   * @param maxToLeak the same for the longest latency
   * @param runs in the order in which they were measured
   */
  public record Line(
      String strategy,
      String label,
      String description,
      boolean partial,
      Figures median,
      @Nullable Double p999ToLeak,
      @Nullable Double maxToLeak,
      List<Outcome> runs) {

    /** How often the garbage collector ran in all runs. */
    long collections() {
      return runs.stream().mapToLong(Outcome::collections).sum();
    }

    /** The most that was left to release when the time of a run was over. */
    long leftToRelease() {
      return runs.stream().mapToLong(Outcome::leftToRelease).max().orElse(0);
    }
  }

  /** The report on those outcomes, in whatever order. */
  public static LatencyReport of(
      Machine machine, Plan plan, int repeat, boolean partial, List<Outcome> outcomes) {
    var leak = runs(Strategy.LEAK, outcomes);
    var bound = leak.isEmpty() ? null : median(leak);
    var rows =
        Stream.of(Strategy.values())
            .map(strategy -> runs(strategy, outcomes))
            .filter(Predicate.not(List::isEmpty))
            .map(runs -> line(runs, bound))
            .toList();
    return new LatencyReport(
        machine,
        partial,
        plan,
        repeat,
        plan.payload().plural(),
        ChildOptions.of(plan),
        rows,
        new Goals(plan, machine.cores(), rows).verdicts());
  }

  private static List<Outcome> runs(Strategy strategy, List<Outcome> outcomes) {
    return outcomes.stream().filter(outcome -> outcome.strategy() == strategy).toList();
  }

  private static Line line(List<Outcome> runs, @Nullable Figures leak) {
    var strategy = runs.getFirst().strategy();
    var median = median(runs);
    return new Line(
        strategy.id(),
        strategy.label(),
        strategy.description(),
        complete(runs).isEmpty(),
        median,
        ratio(median, leak, Figures::p999Nanos),
        ratio(median, leak, Figures::maxNanos),
        runs);
  }

  private static Figures median(List<Outcome> runs) {
    var complete = complete(runs);
    var shown = complete.isEmpty() ? runs : complete;
    return Figures.median(shown.stream().map(Outcome::figures).toList());
  }

  private static List<Outcome> complete(List<Outcome> runs) {
    return runs.stream().filter(Predicate.not(Outcome::partial)).toList();
  }

  private static @Nullable Double ratio(
      Figures figures, @Nullable Figures leak, ToLongFunction<Figures> figure) {
    return leak == null
        ? null
        : (double) figure.applyAsLong(figures) / Math.max(1, figure.applyAsLong(leak));
  }
}
