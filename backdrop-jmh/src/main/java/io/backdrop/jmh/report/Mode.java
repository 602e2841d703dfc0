package io.backdrop.jmh.report;

import org.openjdk.jmh.runner.options.TimeValue;

/**
 * How thoroughly everything is measured. Short is laid out so that all of it takes fourteen
 * minutes, of which each JVM needs almost a second to start; {@link Lab} says what takes how long.
 */
enum Mode {
  SHORT(1, 3, 7, TimeValue.milliseconds(80), 3, 1),
  LONG(3, 5, 15, TimeValue.milliseconds(400), 7, 6);

  /** How long one of the two warm-up iterations takes, after which the code is compiled. */
  static final TimeValue WARM_UP = TimeValue.milliseconds(200);

  final int forks;

  /** In how many JVMs what the goals are about is measured. */
  final int judgedForks;

  /** Many short iterations, because a median of them withstands more noise than a mean. */
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

  /** How long to take samples, where a short run does so for that long. */
  TimeValue samples(long nanos) {
    return TimeValue.microseconds(samples * nanos / 1_000);
  }
}
