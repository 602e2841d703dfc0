package io.backdrop.cli;

/** Reads the clock before and after one call, and nothing else. */
final class Stopwatch {

  /** How often nothing is measured first, so that what is linked at the first call has been. */
  private static final int REHEARSALS = 5;

  private static final AutoCloseable NOTHING =
      new AutoCloseable() {
        @Override
        public void close() {}
      };

  /**
   * A measurement.
   *
   * @param nanos what the call took
   * @param floor what a call that does nothing took just before, on the same thread
   */
  record Reading(long nanos, long floor) {}

  private Stopwatch() {}

  static Reading read(AutoCloseable measured) throws Exception {
    long floor = 0;
    for (int i = 0; i < REHEARSALS; i++) {
      floor = nanosToClose(NOTHING);
    }
    return new Reading(nanosToClose(measured), floor);
  }

  private static long nanosToClose(AutoCloseable measured) throws Exception {
    long start = System.nanoTime();
    measured.close();
    return System.nanoTime() - start;
  }
}
