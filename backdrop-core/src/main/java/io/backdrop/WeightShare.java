package io.backdrop;

/** What is owed for a large value while it is being released in portions. For one thread. */
final class WeightShare {

  private final Debt bytes;
  private long weight;
  private long steps;
  private long added;

  WeightShare(Debt bytes) {
    this.bytes = bytes;
  }

  /** For a value of this weight, of which nothing has been released. */
  void begin(long ofValue) {
    weight = ofValue;
    steps = 1;
    added = 0;
  }

  /** How many steps make up the next portion, where so many do as far as items are concerned. */
  long steps(long items) {
    return weight == 0 ? items : Math.min(items, steps);
  }

  /**
   * So much of the value has been released, from 0 to 1. Steps that free little are taken twice as
   * many at once the next time, and half as many where they free much; those that free nothing, for
   * all that is known, tell nothing of those to come.
   */
  void add(double progress) {
    long more = (long) (progress * weight) - added;
    if (more <= 0) {
      return;
    }
    added += more;
    bytes.add(more);
    boolean little = bytes.nanosOf(more) < RatePacer.SHORTEST_PAUSE;
    steps = little ? Math.min(2 * steps, RatePacer.MOST_STEPS) : Math.max(1, steps / 2);
  }
}
