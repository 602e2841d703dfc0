package io.backdrop;

/**
 * The interrupts of a thread that runs disposals: none of them reaches the next disposal, and none
 * is lost. For that thread alone; before it is started, for whoever starts it.
 */
final class Interrupts {

  private final Thread thread;

  /** Whether there are to be no pauses: one came before the first disposal, or in a pause. */
  private boolean hurried;

  /** Whether one came at all. */
  private boolean interrupted;

  /**
   * Takes what the thread has, if it is the calling one. One that is yet to be started has none.
   */
  Interrupts(Thread thread) {
    this.thread = thread;
    hurried = thread == Thread.currentThread() && Thread.interrupted();
    interrupted = hurried;
  }

  /** Takes one that came in a disposal: it concerns neither the next one nor the parking. */
  void keep() {
    interrupted |= Thread.interrupted();
  }

  /** One came in a pause, if that was cut short. */
  void pauseWasCutShort(boolean so) {
    hurried |= so;
    interrupted |= so;
  }

  boolean areHurrying() {
    return hurried;
  }

  /** Gives the thread back what was kept from the disposals. */
  void restore() {
    if (interrupted) {
      thread.interrupt();
    }
  }
}
