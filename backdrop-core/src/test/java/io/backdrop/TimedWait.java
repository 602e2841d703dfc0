package io.backdrop;

/** What a thread is in that sleeps, or waits until a time is over. */
final class TimedWait {

  private TimedWait() {}

  /** Waits until the thread is in one. */
  static void await(Thread thread) {
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
  }
}
