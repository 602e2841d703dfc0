package io.backdrop;

/**
 * Whether the end of the JVM waits for a trash thread, and what is stuck in it is reported: while
 * it runs, while others run what came too late for it, and while one is not through who ran
 * something as it ended. Any thread may say so.
 */
final class Registration {

  private final TrashThread trash;

  /** Guarded by this, like the other one. */
  private boolean running;

  /** How many run what came late. */
  private int late;

  Registration(TrashThread trash) {
    this.trash = trash;
  }

  synchronized void begin() {
    running = true;
    ExitDrain.add(trash);
    StuckWatch.begin();
  }

  /** Done more than once, where another thread has taken the place of the first. */
  synchronized void end() {
    running = false;
    removeIfOver();
  }

  synchronized void beginLate() {
    if (late++ > 0 || running) {
      return;
    }
    try {
      ExitDrain.add(trash);
      StuckWatch.begin();
    } catch (Throwable noMemoryOrThread) {
      // Then nobody waits or watches, and it is run all the same.
    }
  }

  synchronized void endLate() {
    late--;
    removeIfOver();
  }

  /**
   * Also to be called by whoever has run something of one that has ended meanwhile. One who runs a
   * chain counts between two of its values as well: nobody would add it again.
   */
  synchronized void removeIfOver() {
    if (!running && late == 0 && !trash.hasConsumers()) {
      ExitDrain.remove(trash);
    }
  }
}
