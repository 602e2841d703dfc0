package io.backdrop.cli.latency;

/**
 * Whether a goal is reached.
 *
 * @param goal what a strategy is to reach beside another one
 * @param ratio of a figure of the two, in hundredths, as it is shown and judged
 */
public record Verdict(String goal, double ratio, boolean reached) {

  static Verdict atMost(double most, String goal, double ratio) {
    double shown = hundredths(ratio);
    return new Verdict(goal, shown, shown <= most);
  }

  static Verdict atLeast(double least, String goal, double ratio) {
    double shown = hundredths(ratio);
    return new Verdict(goal, shown, shown >= least);
  }

  private static double hundredths(double ratio) {
    return Math.round(100 * ratio) / 100.0;
  }
}
