package io.backdrop;

import java.time.Duration;

/**
 * Told of each disposal that has been running for too long, once, while it still runs.
 *
 * <p>Called by a thread that watches over all trash threads, one call at a time; it should be
 * quick. What it throws is logged and stops nothing.
 */
@FunctionalInterface
public interface StuckHandler {

  /**
   * Takes note of a disposal that does not come to its end.
   *
   * @param stuck what is running; its value is gone, its {@link Disposal#type() type} is there
   * @param since for how long; of short disposals, the time of a few in a row
   * @param thread the thread that runs it
   * @param behind what is pending on that trash thread, this disposal included
   */
  void stuck(Disposal stuck, Duration since, Thread thread, Residue behind);

  /**
   * Logs to the {@link System.Logger} {@code io.backdrop} as a warning, with the stack of the
   * thread. The default.
   *
   * @return the handler that does
   */
  static StuckHandler logging() {
    return (stuck, since, thread, behind) -> {
      var where =
          new IllegalStateException("This is where thread " + ThreadName.of(thread) + " is");
      where.setStackTrace(thread.getStackTrace());
      var message =
          "Disposing of a %s has taken %s so far on thread %s; with it, %d disposals of %d bytes are pending: %s"
              .formatted(
                  stuck.type().getName(),
                  since,
                  ThreadName.of(thread),
                  behind.count(),
                  behind.bytes(),
                  behind.types());
      Warnings.log(message, where);
    };
  }
}
