package io.backdrop.cli.soak;

import java.util.List;

/** How much goes wrong in a round, and so how fast it can go. */
enum Roughness {
  /** Nothing that takes its time: values go through by the million. */
  CALM,
  /**
   * Now and then a value makes trouble, and now and then a producer does something that takes long.
   */
  UNEASY,
  /** Most values make trouble. */
  ROUGH;

  private static final int FEW_OF = 256;
  private static final int VERY_FEW_OF = 2048;
  private static final long CALM_STRETCH = 10_000_000;
  private static final long STRETCH = 1_000_000;
  private static final int MOST_CALM_STRETCHES = 30;
  private static final int MOST_STRETCHES = 50;

  /** What to draw values from, where these kinds may be. */
  Mix<ValueKind> mix(List<ValueKind> kinds) {
    return switch (this) {
      case CALM ->
          Mix.mostly(ValueKind.PLAIN, kinds.stream().filter(ValueKind::isCalm).toList(), FEW_OF);
      case UNEASY -> Mix.mostly(ValueKind.PLAIN, kinds, VERY_FEW_OF);
      case ROUGH -> Mix.of(kinds);
    };
  }

  /** Whether an act or a hand-off that takes so long has its place. */
  boolean hasTimeFor(long nanos) {
    return this != CALM || nanos <= 1_000;
  }

  /** How long a producer does the same, roughly. */
  long stretchNanos() {
    return this == CALM ? CALM_STRETCH : STRETCH;
  }

  /** How often a producer may change what it does. */
  int mostStretches() {
    return this == CALM ? MOST_CALM_STRETCHES : MOST_STRETCHES;
  }
}
