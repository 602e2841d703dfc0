package io.backdrop.cli.soak;

import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;

/** Seeds of rounds: each follows from the one before, so that a soak may begin with any of them. */
final class Seeds {

  private Seeds() {}

  /** One to begin with, short enough to be typed. */
  static long any() {
    return ThreadLocalRandom.current().nextLong(1L << 40);
  }

  static long after(long seed) {
    return new SplittableRandom(~seed).nextLong(1L << 40);
  }
}
