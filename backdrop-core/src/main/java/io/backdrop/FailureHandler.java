package io.backdrop;

import java.lang.System.Logger.Level;

/**
 * Told of each disposal that failed where nobody is there to catch the exception: on a {@link
 * TrashThread} or in a {@link TrashQueue}.
 *
 * <p>Called by the thread that ran the disposal: in general by the one of that trash thread or
 * trash queue, but also by those that {@linkplain TrashThread#helpDispose help} or find no room,
 * and then by several at once. What it throws is logged and stops nothing.
 */
@FunctionalInterface
public interface FailureHandler {

  /**
   * Takes note of a failed disposal.
   *
   * @param disposal what ran; its value is gone, its {@link Disposal#type() type} is there
   * @param failure what {@link Disposal#run()} threw
   */
  void failed(Disposal disposal, Throwable failure);

  /**
   * Logs to the {@link System.Logger} {@code io.backdrop} as a warning. The default everywhere.
   *
   * @return the handler that does
   */
  static FailureHandler logging() {
    return (disposal, failure) ->
        System.getLogger("io.backdrop")
            .log(Level.WARNING, "Disposing of a " + disposal.type().getName() + " failed", failure);
  }
}
