package io.backdrop;

import org.jspecify.annotations.Nullable;

/**
 * Releases in place what strategies have refused, even where the disposer of one closes another. In
 * a long chain of values, each closed by the disposer of the one before, the stack would end in the
 * middle of all their disposers. So what would be deeper than {@link #DEEPEST} runs after the
 * deepest, and not inside it.
 */
final class RefusedDisposals {

  /** Enough for anything but such a chain, and far from the end of any stack. */
  static final int DEEPEST = 64;

  /** Set while the thread is releasing some. */
  private static final ThreadLocal<@Nullable RefusedDisposals> CURRENT = new ThreadLocal<>();

  /** How many the thread is releasing, one inside of the other. */
  private int depth;

  /** What is to come after the deepest. */
  private final PendingDisposals behind = new PendingDisposals();

  /**
   * What the deepest and those behind it throw. Made before the deepest runs: later the heap may be
   * full.
   */
  private Failures failures = new Failures();

  private RefusedDisposals() {}

  /**
   * Loads the classes that it takes to release a refused value and to report it: once that is
   * claimed, it is too late to fail at loading them. Where that fails in here, it is left to the
   * first refusal.
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

  /** Throws what the disposer threw; of the deepest one, also what those behind it threw. */
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
