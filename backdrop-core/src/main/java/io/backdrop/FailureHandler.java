package io.backdrop;

/**
 * Told of each disposal that failed where nobody is there to catch the exception: on a {@link
 * TrashThread} or in a {@link TrashQueue}.
 *
 * <p>Called by the thread that ran the disposal: in general the thread of that trash thread or
 * trash queue, but also threads that {@linkplain TrashThread#helpDispose help} or find no room, and
 * then several at once. What it throws is logged and stops nothing.
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
   * <p>Each failure is logged, with the type of the value and the messages of the exception, its
   * causes and what it suppresses. The stack trace comes with the first failure of a type of value
   * and class of exception, and again when none of that kind came with it for a minute.
   *
   * @return the handler that does, one for all
   */
  static FailureHandler logging() {
    return FailureLog.SHARED;
  }
}
