package io.backdrop;

/**
 * One pending release: a value and the {@link Disposer} that will release it. It runs at most once,
 * whoever calls {@link #run()}, however often and from however many threads.
 *
 * <p>A strategy receives it in {@link BackdropStrategy#execute} and decides when and where it runs.
 * Because it is a {@link Runnable}, every executor and scheduler can take it. Two disposals are
 * equal only when they are the same object, whatever their values are.
 *
 * <p>Thread-safe. All that the closing thread did to the value happens-before the disposer sees it,
 * provided that the strategy passes the disposal on safely, as every executor does.
 */
public sealed interface Disposal extends Runnable permits RunOnceDisposal {

  /**
   * {@return the value that is going to be released} Look at it, but do not keep it: whoever runs
   * this disposal may release it at any moment.
   *
   * @throws IllegalStateException when the disposal has run
   */
  Object value();

  /** {@return the class of the value, even after the disposal has run} */
  Class<?> type();

  /**
   * {@return what the release frees, in bytes, as the disposer {@linkplain Disposer#weighing
   * weighs} it; 0 when the disposer does not say or the disposal has run}
   */
  long weight();

  /**
   * Releases the value on the calling thread, unless that has been done or begun before; then it
   * does nothing.
   *
   * @throws RuntimeException what the disposer threw, as it is
   * @throws Error what the disposer threw, as it is
   * @throws DisposalException around a checked exception of the disposer; around an {@link
   *     InterruptedException} with the thread's interrupt flag set again
   */
  @Override
  void run();
}
