package io.backdrop;

import org.jspecify.annotations.Nullable;

/**
 * Releases in place what strategies have refused. What is refused inside of the disposer of one
 * that was refused itself comes after that one, and not inside: a long chain of values, each inside
 * of the next, would end the stack, in the middle of all their disposers.
 */
final class RefusedDisposals {

  /** Those of a thread that is releasing some. */
  private static final ThreadLocal<@Nullable RefusedDisposals> CURRENT = new ThreadLocal<>();

  private final PendingDisposals pending = new PendingDisposals();
  private final Failures failures = new Failures();

  private RefusedDisposals() {}

  /**
   * Releases it, or leaves it to the caller further up that does so. Throws what disposers threw:
   * the first failure, and in it the others.
   */
  static void release(ClaimableDisposal<?> refused) {
    RefusedDisposals begun;
    try {
      begun = add(refused);
    } catch (OutOfMemoryError noMemory) {
      refused.run();
      return;
    }
    if (begun != null) {
      begun.releaseAll();
    }
  }

  /** Adds it to those of the thread; returns them where the caller is to release them. */
  private static @Nullable RefusedDisposals add(ClaimableDisposal<?> refused) {
    var current = CURRENT.get();
    if (current != null) {
      current.pending.add(refused);
      return null;
    }
    var begun = new RefusedDisposals();
    begun.pending.add(refused);
    CURRENT.set(begun);
    return begun;
  }

  private void releaseAll() {
    try {
      for (var next = pending.poll(); next != null; next = pending.poll()) {
        run(next);
      }
    } finally {
      CURRENT.remove();
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
