package io.backdrop;

/**
 * Holds back the thread that runs disposals; this one, not at all. For that thread alone, except
 * where a method says otherwise.
 */
sealed class Pacer permits RatePacer {

  static final Pacer NONE = new Pacer();

  /** How many disposals may be run before the next pause. */
  int atOnce() {
    return Integer.MAX_VALUE;
  }

  /** Waits until the next disposal may be run. */
  void pause() {}

  /** Runs a disposal of this weight to its end, whatever that takes; tells the clock of rests. */
  void run(ClaimableDisposal<?> disposal, long weight, Isolation isolation, TurnClock clock) {
    isolation.run(disposal);
  }

  /** Takes note that a disposal of this weight was run otherwise. */
  void ran(long weight) {}

  /** Somebody waits: no pause from now on, until {@link #relax} is called as often. Any thread. */
  void hurry() {}

  /** Called by whoever has waited. Any thread. */
  void relax() {}

  /** A value has found no room: no pause from now on, until there is plenty. Any thread. */
  void catchUp() {}
}
