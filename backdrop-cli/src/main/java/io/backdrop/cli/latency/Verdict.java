package io.backdrop.cli.latency;

/**
 * Whether a goal is reached.
 *
 * @param goal what a strategy is to reach beside another one
 * @param ratio of a figure of the two, in hundredths, as it is shown and judged
 * @param judgement in words, as it is shown: reached, missed or not judged
 */
public record Verdict(String goal, double ratio, String judgement) {

  /** What releases cannot be better than what never does: below this, leak was disturbed. */
  private static final double LEAST_TO_LEAK = 0.95;

  static Verdict atMost(double most, String goal, double ratio) {
    double shown = hundredths(ratio);
    return new Verdict(goal, shown, judgement(shown <= most));
  }

  static Verdict atLeast(double least, String goal, double ratio) {
    double shown = hundredths(ratio);
    return new Verdict(goal, shown, judgement(shown >= least));
  }

  /** The same beside leak; not judged where leak was disturbed. */
  static Verdict atMostOfLeak(double most, String goal, double ratio) {
    var verdict = atMost(most, goal, ratio);
    return verdict.ratio < LEAST_TO_LEAK ? new Verdict(goal, verdict.ratio, "not judged") : verdict;
  }

  private static String judgement(boolean reached) {
    return reached ? "reached" : "missed";
  }

  private static double hundredths(double ratio) {
    return Math.round(100 * ratio) / 100.0;
  }
}
