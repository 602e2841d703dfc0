package io.backdrop;

/** Waiting that an interrupt does not end. */
final class Uninterruptibly {

  @FunctionalInterface
  interface Wait {
    void await() throws InterruptedException;
  }

  @FunctionalInterface
  interface TimedWait {
    /** Returns whether what was waited for has come, in time. */
    boolean await() throws InterruptedException;
  }

  private Uninterruptibly() {}

  /** Waits to the end, beginning anew after an interrupt; sets the interrupt flag again then. */
  static void await(Wait wait) {
    tryAwait(() -> {
      wait.await();
      return true;
    });
  }

  /** As {@link #await}; returns what the wait does. */
  static boolean tryAwait(TimedWait wait) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return wait.await();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
