package io.backdrop;

import org.jspecify.annotations.Nullable;

/**
 * Releases in place what strategies have refused, also one inside of the disposer of another. Where
 * that goes on and on, as in a long chain of values, each inside of the next, it would end the
 * stack in the middle of all their disposers: what is deeper comes after the deepest, and not
 * inside.
 */
final class RefusedDisposals {

  /** Deeper than what is no chain, and far from the end of any stack. */
  static final int DEEPEST = 64;

  /** Those of a thread that is releasing some. */
  private static final ThreadLocal<@Nullable RefusedDisposals> CURRENT = new ThreadLocal<>();

  /** How many the thread is releasing, one inside of the other. */
  private int depth;

  /** What is to come after the deepest. */
  private final PendingDisposals behind = new PendingDisposals();

  /** What the deepest and those behind it throw; made before one of them is to run. */
  private Failures failures = new Failures();

  private RefusedDisposals() {}

  /**
   * Loads all that it takes to release one, and to say so: once that is claimed, it must not fail
   * for that. Where the stack or memory ends in here, that is left to the first one.
   */
  static void prepare() {
    try {
      StackRoom.ensureForOne();
      Refusals.prepare();
      var gone = new ClaimableDisposal<>(RefusedDisposals.class);
      release(gone);
      new RefusedDisposals().releaseWithThoseBehind(gone);
    } catch (StackOverflowError | OutOfMemoryError unprepared) {
      // As said above.
    }
  }

  /** Throws what the disposer threw; that of the deepest, also what those behind it threw. */
  static void release(ClaimableDisposal<?> refused) {
    RefusedDisposals current;
    try {
      current = ofCurrentThread();
      if (current.depth == DEEPEST) {
        current.behind.add(refused);
        return;
      }
      if (current.depth == DEEPEST - 1) {
        current.failures = new Failures();
      }
    } catch (OutOfMemoryError noMemory) {
      refused.run();
      return;
    }
    current.releaseHere(refused);
  }

  private static RefusedDisposals ofCurrentThread() {
    var current = CURRENT.get();
    if (current == null) {
      current = new RefusedDisposals();
      CURRENT.set(current);
    }
    return current;
  }

  private void releaseHere(ClaimableDisposal<?> refused) {
    depth++;
    try {
      if (depth == DEEPEST) {
        releaseWithThoseBehind(refused);
      } else {
        refused.run();
      }
    } finally {
      depth--;
      if (depth == 0) {
        CURRENT.remove();
      }
    }
  }

  /** No failure and no interrupt of one reaches the next. */
  private void releaseWithThoseBehind(ClaimableDisposal<?> refused) {
    boolean interrupted = false;
    for (ClaimableDisposal<?> next = refused; next != null; next = behind.poll()) {
      run(next);
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    failures.throwUnchecked();
  }

  private void run(ClaimableDisposal<?> disposal) {
    try {
      disposal.run();
    } catch (Throwable failure) {
      failures.add(failure);
    }
  }
}
