package io.backdrop.cli.latency;

import java.util.List;

/** Outcomes for tests. */
final class Outcomes {

  private Outcomes() {}

  /** With a longest latency of that, and half of it as the 99.9th percentile. */
  static Outcome complete(Strategy strategy, long max) {
    return outcome(strategy, false, max);
  }

  /** The same, interrupted. */
  static Outcome partial(Strategy strategy, long max) {
    return outcome(strategy, true, max);
  }

  private static Outcome outcome(Strategy strategy, boolean partial, long max) {
    var figures = new Figures(500, 500, max / 2, max, 10_000);
    return new Outcome(
        strategy, partial, 100, 5, 0, 0, figures, List.of(), 1, List.of(), List.of(), null);
  }
}
