package io.backdrop;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** Durations as nanoseconds. */
final class Nanos {

  private Nanos() {}

  /** How long a caller waits, in nanoseconds; checks the parameter of its method. */
  static long toWait(Duration atMost) {
    if (requireNonNull(atMost, "atMost").isNegative()) {
      throw new IllegalArgumentException(
          "The time to wait is " + atMost + "; it must not be negative");
    }
    return of(atMost);
  }

  /** The nanoseconds, or as many as a long can hold: 292 years are as good as forever. */
  static long of(Duration duration) {
    try {
      return duration.toNanos();
    } catch (ArithmeticException tooLong) {
      return duration.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }
}
