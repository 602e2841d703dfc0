package io.backdrop.cli.soak;

import java.time.Duration;

/**
 * What a soak is to do.
 *
 * @param seed what its first round is drawn from
 * @param time how long to begin further rounds
 * @param disposals how many values to see through before that ends it earlier
 * @param patience how long a round may take before it counts as hanging
 * @param planted a fault to find
 */
public record Settings(
    long seed, Duration time, long disposals, Duration patience, Planted planted) {

  private static final Duration A_MINUTE = Duration.ofMinutes(1);

  /** Those of a soak with the usual patience. */
  public Settings(long seed, Duration time, long disposals, Planted planted) {
    this(seed, time, disposals, A_MINUTE, planted);
  }

  /** A seed to take where the user gives none. */
  public static long anySeed() {
    return Seeds.any();
  }
}
