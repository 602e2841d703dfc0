package io.backdrop.cli.soak;

/** Waiting that interrupts do not end, since here they come all the time. */
final class Waiting {

  /** What is waited in. */
  @FunctionalInterface
  interface Wait {
    void await() throws InterruptedException;
  }

  private Waiting() {}

  /** Waits to the end, and leaves the thread interrupted if it was. */
  static void forever(Wait wait) {
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
