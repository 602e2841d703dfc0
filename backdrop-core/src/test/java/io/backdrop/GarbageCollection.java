package io.backdrop;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Collecting garbage until something has come of it. */
final class GarbageCollection {

  private static final Duration LONGEST = Duration.ofSeconds(30);

  private GarbageCollection() {}

  static void untilTrue(BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > LONGEST.toNanos()) {
        throw new AssertionError("Nothing came of it within " + LONGEST);
      }
      System.gc();
      LockSupport.parkNanos(1_000_000); // Cleaners and reference handlers run on other threads.
    }
  }
}
