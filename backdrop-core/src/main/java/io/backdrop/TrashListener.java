package io.backdrop;

/**
 * Told of what a {@link TrashThread} does, as it does it: for metrics and tracing, where {@link
 * TrashThread#stats()} now and then is not enough. Each method does nothing unless overridden.
 *
 * {@snippet file="io/backdrop/Snippets.java" region="listener"}
 *
 * <p>Costs the hand-off nothing: nothing is told of a value that found room until it is released.
 * Then the clock is read twice for each disposal. Several threads may call at once:
 *
 * <ul>
 *   <li>of a value that found no room, its closer;
 *   <li>of what a shutdown left, whoever shut the trash thread down; at the end of the JVM a
 *       separate thread, for which that end waits a second at most;
 *   <li>of everything else, the thread that runs the disposal: in general the trash thread, but
 *       also those that {@linkplain TrashThread#helpDispose help}, and closers.
 * </ul>
 *
 * <p>It should be quick, since what it does is done between two disposals. What it throws is logged
 * and stops nothing.
 */
public interface TrashListener {

  /**
   * A disposal has come to its end, well or with a failure; or was left out at the end of the JVM,
   * where its release is {@linkplain Disposer#memoryOnly memory only}.
   *
   * @param type the type of the value
   * @param weight what it weighed, in bytes
   * @param nanos how long it took, pauses of a {@linkplain TrashThreadBuilder#pacing paced} trash
   *     thread included; if it was {@linkplain Disposer#retrying tried again}, how long the last
   *     attempt took or, where attempts followed each other in place, all of these and the pauses
   *     between them
   */
  default void disposed(Class<?> type, long weight, long nanos) {}

  /**
   * A disposal has failed, and is not tried again. Before the failure handler is told.
   *
   * @param type the type of the value
   * @param failure what it threw
   */
  default void failed(Class<?> type, Throwable failure) {}

  /**
   * A disposal has failed and is {@linkplain Disposer#retrying tried again} after a pause. Where
   * attempts follow each other in place, as at a shutdown, only the last one is told of.
   *
   * @param type the type of the value
   * @param pause after how long, in nanoseconds
   */
  default void retrying(Class<?> type, long pause) {}

  /**
   * A value has found no room, because the backlog is full or the trash thread has been closed. Its
   * closer is about to do what is to be done then.
   *
   * @param type the type of the value
   * @param weight what it weighs, in bytes
   */
  default void full(Class<?> type, long weight) {}

  /**
   * A shutdown had to leave something undone. Told once of each value, even where several shutdowns
   * return it.
   *
   * @param residue what is not going to be released
   */
  default void abandoned(Residue residue) {}
}
