package io.backdrop.jmh;

/** Time in which the thread that closes does nothing, and keeps its core. */
final class Pause {

  private Pause() {}

  static void until(long nanoTime) {
    while (System.nanoTime() < nanoTime) {
      Thread.onSpinWait();
    }
  }
}
