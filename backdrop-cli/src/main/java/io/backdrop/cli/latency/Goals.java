package io.backdrop.cli.latency;

import io.backdrop.cli.latency.LatencyReport.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What trash threads are to reach beside what releases in place and what never does. */
final class Goals {

  private static final double NEAR_LEAK = 1.05;
  private static final int FAR_BELOW_INLINE = 20;

  /** The least that is shown as more than one. */
  private static final double BETTER = 1.01;

  private final Plan plan;
  private final int cores;
  private final List<Line> rows;

  /**
   * For these strategies; those that were not measured completely are left out.
   *
   * @param cores how many there are: as many request threads leave none to a trash thread
   */
  Goals(Plan plan, int cores, List<Line> rows) {
    this.plan = plan;
    this.cores = cores;
    this.rows = rows;
  }

  List<Verdict> verdicts() {
    return plan.servers() < cores && !plan.saturates()
        ? Stream.of(Strategy.TRASH_THREAD, Strategy.PACED).flatMap(this::besideLeak).toList()
        : besideInline();
  }

  private Stream<Verdict> besideLeak(Strategy strategy) {
    var trash = figures(strategy);
    var inline = figures(Strategy.INLINE);
    var leak = figures(Strategy.LEAK);
    if (trash == null || inline == null || leak == null) {
      return Stream.of();
    }
    var verdicts = new ArrayList<Verdict>();
    verdicts.add(near(strategy, "p99.9", trash, leak, Figures::p999Nanos));
    verdicts.add(near(strategy, "max", trash, leak, Figures::maxNanos));
    verdicts.add(far(strategy, inline, trash));
    if (strategy == Strategy.TRASH_THREAD) {
      verdicts.add(far(Strategy.LEAK, inline, leak));
    }
    return verdicts.stream();
  }

  private static Verdict near(
      Strategy strategy,
      String name,
      Figures trash,
      Figures leak,
      ToDoubleFunction<Figures> figure) {
    var goal = "%s: %s at most %s× that of leak".formatted(strategy.label(), name, NEAR_LEAK);
    return Verdict.atMostOfLeak(NEAR_LEAK, goal, ratio(trash, leak, figure));
  }

  private static Verdict far(Strategy strategy, Figures inline, Figures other) {
    var goal = "inline: max at least %d× that of %s".formatted(FAR_BELOW_INLINE, strategy.label());
    return Verdict.atLeast(FAR_BELOW_INLINE, goal, ratio(inline, other, Figures::maxNanos));
  }

  private List<Verdict> besideInline() {
    var paced = figures(Strategy.PACED);
    var inline = figures(Strategy.INLINE);
    if (paced == null || inline == null) {
      return List.of();
    }
    return List.of(plan.saturates() ? answers(paced, inline) : factor(paced, inline));
  }

  /** Only for the highest rate: at a fixed one all are answered, whatever is released. */
  private static Verdict answers(Figures paced, Figures inline) {
    return Verdict.atLeast(
        1,
        "paced trash thread: at least as many answers as inline",
        ratio(paced, inline, Figures::requestsPerSecond));
  }

  private static Verdict factor(Figures paced, Figures inline) {
    return Verdict.atLeast(
        BETTER,
        "paced trash thread: p99.9 better than inline by a factor",
        ratio(inline, paced, Figures::p999Nanos));
  }

  private @Nullable Figures figures(Strategy strategy) {
    return rows.stream()
        .filter(row -> row.strategy().equals(strategy.id()) && !row.partial())
        .map(Line::median)
        .findFirst()
        .orElse(null);
  }

  private static double ratio(Figures of, Figures to, ToDoubleFunction<Figures> figure) {
    return figure.applyAsDouble(of) / Math.max(1, figure.applyAsDouble(to));
  }
}
