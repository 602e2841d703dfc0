package io.backdrop.cli.latency;

import io.backdrop.cli.common.Machine;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * All that was measured, as it goes to the table and the files.
 *
 * @param partial whether it was interrupted
 * @param jvmOptions how the JVMs were set up that measured
 */
public record LatencyReport(
    Machine machine,
    boolean partial,
    Plan plan,
    String unit,
    List<String> jvmOptions,
    List<Line> rows) {

  /**
   * One strategy.
   *
   * @param p999ToLeak its 99.9th percentile divided by that of leak; null where that is not
   *     measured
   * @param maxToLeak the same for the longest latency
   */
  public record Line(
      String strategy,
      String label,
      String description,
      @Nullable Double p999ToLeak,
      @Nullable Double maxToLeak,
      Outcome measured) {}

  /** The report on those outcomes. */
  public static LatencyReport of(
      Machine machine, Plan plan, boolean partial, List<Outcome> outcomes) {
    var leak = leak(outcomes);
    return new LatencyReport(
        machine,
        partial,
        plan,
        plan.payload().plural(),
        ChildOptions.of(plan),
        outcomes.stream().map(outcome -> line(outcome, leak)).toList());
  }

  private static @Nullable Outcome leak(List<Outcome> outcomes) {
    for (var outcome : outcomes) {
      if (outcome.strategy() == Strategy.LEAK) {
        return outcome;
      }
    }
    return null;
  }

  private static Line line(Outcome outcome, @Nullable Outcome leak) {
    var strategy = outcome.strategy();
    return new Line(
        strategy.id(),
        strategy.label(),
        strategy.description(),
        ratio(outcome, leak, Outcome::p999Nanos),
        ratio(outcome, leak, Outcome::maxNanos),
        outcome);
  }

  private static @Nullable Double ratio(
      Outcome outcome, @Nullable Outcome leak, ToLongFunction<Outcome> figure) {
    return leak == null
        ? null
        : (double) figure.applyAsLong(outcome) / Math.max(1, figure.applyAsLong(leak));
  }
}
