package io.backdrop;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Picks one of {@value #EVERY} values, on average: counts down to the next from a random number, so
 * that no rhythm of the program can evade it.
 *
 * <p>That costs less than a random number for each value, and a counter common to all threads would
 * be a cache line for them to quarrel over. The counters are plain, and threads whose numbers end
 * alike share one; what they lose of each other's counting makes the average a little less exact.
 */
final class Sampling {

  /**
   * Fewer than one of a thousand. Closing a watched handle takes some microseconds, since that
   * happens too seldom for the compiler to care, and the 99.9th percentile of all closes is not to
   * show it.
   */
  static final int EVERY = 2048;

  private static final int COUNTERS = 16;

  /** Keeps the counters out of each other's cache lines. */
  private static final int STRIDE = 32;

  private static final int[] LEFT =
      ThreadLocalRandom.current().ints((long) COUNTERS * STRIDE, 0, 2 * EVERY).toArray();

  private Sampling() {}

  static boolean picks() {
    int own = ((int) Thread.currentThread().threadId() & (COUNTERS - 1)) * STRIDE;
    return --LEFT[own] < 0 && restart(own);
  }

  private static boolean restart(int counter) {
    LEFT[counter] = ThreadLocalRandom.current().nextInt(2 * EVERY);
    return true;
  }
}
