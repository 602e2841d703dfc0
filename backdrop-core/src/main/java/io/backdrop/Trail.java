package io.backdrop;

/**
 * What one handle leaves behind for those who look for it: where it was made, and how it ended.
 * This class is the trail of the many handles that nobody looks for, and does nothing.
 *
 * <p>A trail is reachable through its handle alone, so the garbage collector finds the one when it
 * finds the other. That is why a tracked handle is watched through its trail: it need not escape
 * itself, and the compiler can still do without it.
 */
class Trail {

  static final Trail NONE = new Trail();

  /** From now on the handle has something to give back; before, it may be dropped unseen. */
  void begin() {}

  /** From now on it has not; says how, as in "it was closed". */
  void end(String how) {}

  /** Adds to the exception where the handle was made and where it ended, as far as known. */
  IllegalStateException explain(IllegalStateException closed) {
    return closed;
  }
}
