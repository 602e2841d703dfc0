package io.backdrop;

import java.lang.ref.Reference;
import org.jspecify.annotations.Nullable;

/**
 * What one handle leaves behind for those who look for it. That of a handle which nobody looks for
 * is {@link #NONE}, and does nothing.
 *
 * <p>A trail is reachable through its handle alone, so the garbage collector finds the one when it
 * finds the other. That is why a handle is watched through its trail: it need not escape itself,
 * and the compiler can still do without it.
 *
 * <p>The one of some thousands that is watched is told from the others by a null check and not by
 * its class: what lies behind a branch that is hardly ever taken is not inlined, and the methods of
 * the handle stay small enough to be.
 */
final class Trail {

  static final Trail NONE = new Trail(null);

  private final @Nullable Watch watch;

  Trail(@Nullable Watch watch) {
    this.watch = watch;
  }

  /** From now on the handle has something to give back; before, it may be dropped unseen. */
  void begin() {
    if (watch != null) {
      watch.begin(this);
    }
  }

  /** From now on the handle has nothing to give back; says how, as in "it was closed". */
  void end(String how) {
    if (watch != null) {
      try {
        watch.end(how);
      } finally {
        Reference.reachabilityFence(this); // Not found lost while it is just about to end.
      }
    }
  }

  /** Adds to the exception where the handle was made and where it ended, as far as known. */
  IllegalStateException explain(IllegalStateException closed) {
    if (watch != null) {
      watch.explain(closed);
    }
    return closed;
  }
}
