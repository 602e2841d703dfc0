package io.backdrop.jmh.report;

import org.openjdk.jmh.runner.options.TimeValue;

/**
 * How thoroughly everything is measured. Short is laid out so that all of it takes fourteen
 * minutes, of which each JVM needs almost a second to start; {@link Lab} says what takes how long.
 */
enum Mode {
  SHORT(1, 3, 7, TimeValue.milliseconds(80), 3, 1),
  LONG(3, 5, 15, TimeValue.milliseconds(400), 7, 6);

  /** For how long compiled code is waited for, twice. */
  static final TimeValue WARM_UP = TimeValue.milliseconds(200);

  final int forks;

  /** In how many JVMs what the goals are about is measured. */
  final int judgedForks;

  /** Many short iterations, because a median of them stands more noise than a mean. */
  final int iterations;

  final TimeValue iteration;

  /** How often what is measured as a whole is repeated. */
  final int wholeRuns;

  private final int samples;

  Mode(
      int forks, int judgedForks, int iterations, TimeValue iteration, int wholeRuns, int samples) {
    this.forks = forks;
    this.judgedForks = judgedForks;
    this.iterations = iterations;
    this.iteration = iteration;
    this.wholeRuns = wholeRuns;
    this.samples = samples;
  }

  /** As many times the samples that are taken in so long by short. */
  TimeValue samples(long nanos) {
    return TimeValue.microseconds(samples * nanos / 1_000);
  }
}
