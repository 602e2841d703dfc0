package io.backdrop;

import java.time.Duration;

/** Durations as nanoseconds. */
final class Nanos {

  private Nanos() {}

  /** The nanoseconds, or the most that a long can hold: 292 years are as good as forever. */
  static long of(Duration duration) {
    try {
      return duration.toNanos();
    } catch (ArithmeticException tooLong) {
      return Long.MAX_VALUE;
    }
  }
}
