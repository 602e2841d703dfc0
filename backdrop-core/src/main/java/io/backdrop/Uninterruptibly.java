package io.backdrop;

/** Waiting that an interrupt does not end. */
final class Uninterruptibly {

  @FunctionalInterface
  interface Wait {
    void await() throws InterruptedException;
  }

  private Uninterruptibly() {}

  /** Waits to the end, beginning anew after an interrupt; sets the interrupt flag again then. */
  static void await(Wait wait) {
    boolean interrupted = false;
    while (true) {
      try {
        wait.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
