package io.backdrop.cli.latency;

/**
 * When requests are due: at a fixed rate, whether or not the ones before were answered in time. So
 * a stall counts for every request that came meanwhile, and not only for the first. Or else
 * whenever a server is free, which shows how many can be answered, and not who has to wait.
 *
 * @param start the reading of the clock at which the first one is due
 * @param nanosPerRequest from one to the next; 0 where one is always due
 * @param nanos after which time none is due any more
 */
record Schedule(long start, double nanosPerRequest, long nanos) {

  static Schedule startingAt(long start, Plan plan) {
    return new Schedule(start, plan.saturates() ? 0 : 1e9 / plan.rate(), plan.nanos());
  }

  /** When a request is due, after the start. */
  long due(long request) {
    return nanosPerRequest == 0
        ? Math.max(0, sinceStart(System.nanoTime()))
        : (long) (request * nanosPerRequest);
  }

  /** What a clock that shows this has gone on since the start. */
  long sinceStart(long clock) {
    return clock - start;
  }
}
