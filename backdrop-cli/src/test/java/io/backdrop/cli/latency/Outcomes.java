package io.backdrop.cli.latency;

import java.util.List;

/** Outcomes for tests. */
final class Outcomes {

  private Outcomes() {}

  /** With a longest latency of that, and half of it as the 99.9th percentile. */
  static Outcome complete(Strategy strategy, long max) {
    return complete(strategy, max, 10_000);
  }

  /** The same, with so many answers a second. */
  static Outcome complete(Strategy strategy, long max, double requestsPerSecond) {
    return outcome(strategy, false, max, requestsPerSecond);
  }

  /** The same, interrupted. */
  static Outcome partial(Strategy strategy, long max) {
    return outcome(strategy, true, max, 10_000);
  }

  private static Outcome outcome(
      Strategy strategy, boolean partial, long max, double requestsPerSecond) {
    var figures = new Figures(500, 500, max / 2, max, requestsPerSecond);
    return new Outcome(
        strategy, partial, 100, 5, 0, 0, figures, List.of(), 1, List.of(), List.of(7L), null);
  }
}
