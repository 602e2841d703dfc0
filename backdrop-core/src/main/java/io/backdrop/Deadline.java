package io.backdrop;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Until when somebody waits. Any thread may ask. */
final class Deadline {

  static final Deadline NEVER = new Deadline(Long.MAX_VALUE);

  private static final int SPINS = 1000;

  /** Pauses, in microseconds. */
  private static final long SHORTEST = 100;

  private static final long LONGEST = 5_000;

  private final long nanos;
  private final long began = System.nanoTime();

  private Deadline(long nanos) {
    this.nanos = nanos;
  }

  /** So many nanoseconds from now; the most that a long can hold are as good as forever. */
  static Deadline in(long nanos) {
    return nanos == Long.MAX_VALUE ? NEVER : new Deadline(nanos);
  }

  /** How many nanoseconds are left; none, once they are over. */
  long left() {
    return this == NEVER ? Long.MAX_VALUE : Math.max(0, nanos - (System.nanoTime() - began));
  }

  boolean isOver() {
    return left() == 0;
  }

  /** Looks again and again until a condition holds that nobody signals; returns whether it does. */
  boolean await(BooleanSupplier condition) throws InterruptedException {
    for (int looks = 0; !condition.getAsBoolean(); looks++) {
      if (isOver()) {
        return false;
      }
      pause(looks);
    }
    return true;
  }

  /** Longer and longer, so that it is late by a small part of what it has waited for. */
  private static void pause(int looks) throws InterruptedException {
    if (looks < SPINS) {
      Thread.onSpinWait();
    } else {
      TimeUnit.MICROSECONDS.sleep(Math.min(SHORTEST + 10L * (looks - SPINS), LONGEST));
    }
  }
}
