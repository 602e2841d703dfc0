package io.backdrop;

import org.jspecify.annotations.Nullable;

/**
 * Whether the end of the JVM waits for a trash thread, and what is stuck in it is reported: while
 * it runs, and while there are {@link Guests} after its end. Any thread may say so.
 */
final class ExitRegistration {

  /** Of what is not a trash thread but made of the same parts, as in tests: nobody waits for it. */
  static final ExitRegistration NONE = new ExitRegistration(null);

  /** Between two looks of the watch, in nanoseconds. */
  private static final long WATCH_PERIOD = 500_000_000;

  /** Looks whether a disposal is stuck or a trash thread dead, while a trash thread is open. */
  private static final PeriodicCheck WATCH =
      new PeriodicCheck(
          "backdrop-watch",
          WATCH_PERIOD,
          () -> ExitDrain.open().forEach(TrashThread::check),
          () -> ExitDrain.open().isEmpty());

  private final @Nullable TrashThread trash;

  /** Guarded by this. */
  private boolean running;

  ExitRegistration(@Nullable TrashThread trash) {
    this.trash = trash;
  }

  synchronized void begin() {
    running = true;
    add();
  }

  /** Done more than once, where another thread has taken the place of the first. */
  synchronized void end() {
    running = false;
    removeIfOver();
  }

  /** A guest has joined after the end. */
  synchronized void addGuest() {
    try {
      add();
    } catch (Throwable noMemoryOrThread) {
      // Then nobody waits or watches, and the guest runs it all the same.
    }
  }

  private void add() {
    if (trash != null) {
      ExitDrain.add(trash);
      WATCH.begin();
    }
  }

  /** To be called by each guest who leaves after the end, the last of whom finds nobody else. */
  synchronized void removeIfOver() {
    if (trash != null && !running && !trash.hasConsumers()) {
      ExitDrain.remove(trash);
    }
  }
}
