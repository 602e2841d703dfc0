package io.backdrop;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Executor;

/**
 * When and where a value is released. It has one method only, so that any executor is a strategy by
 * method reference, and a strategy of your own can be a lambda:
 *
 * {@snippet file="io/backdrop/Snippets.java" region="custom"}
 *
 * <table class="striped">
 * <caption>The strategies of the core</caption>
 * <thead><tr><th>strategy</th><th>releases</th><th>the closer pays</th></tr></thead>
 * <tbody>
 * <tr><td>{@link TrashThread}</td><td>soon, on one dedicated thread</td>
 *     <td>two atomic operations, three for a value that is weighed</td></tr>
 * <tr><td>{@link TrashQueue}</td><td>when its thread says, on that thread</td>
 *     <td>one atomic operation</td></tr>
 * <tr><td>{@link #virtualThread()}</td><td>soon, on a virtual thread of its own</td>
 *     <td>the start of a virtual thread</td></tr>
 * <tr><td>{@link #virtualThreads(int)}</td><td>soon, on one of a few virtual threads</td>
 *     <td>at most the start of a virtual thread</td></tr>
 * <tr><td>{@link #on(Executor)}</td><td>as the executor does</td>
 *     <td>the executor's {@code execute}</td></tr>
 * <tr><td>{@link #threadPerDisposal()}</td><td>soon, on a platform thread of its own</td>
 *     <td>the start of a thread</td></tr>
 * <tr><td>{@link #trivial()}</td><td>at once, in place</td><td>the release</td></tr>
 * <tr><td>{@link #leak()}</td><td>never</td><td>one atomic operation</td></tr>
 * </tbody>
 * </table>
 *
 * <p>Make strategies when the program starts, and not on an event loop: the first one of each kind
 * in a JVM rehearses its hand-off, on the thread that makes it. That takes a few milliseconds, and
 * tens of them for a trash thread and for virtual threads; {@link #threadPerDisposal()} starts some
 * fifty threads for it. A daemon thread goes on with it for a second.
 */
@FunctionalInterface
public interface BackdropStrategy {

  /**
   * Takes a disposal and sees to it that it runs, here or elsewhere, now or later. Called once for
   * each closed value, by the thread that closes it, which waits for it to return; so by several
   * threads at the same time. A disposal that is taken and never run is a value that is never
   * released, and nothing says so.
   *
   * <p>A strategy that cannot take the disposal throws; the closing thread then runs it. After a
   * {@link StackOverflowError} there is no stack to do that, and the Backdrop stays open. So a
   * strategy should pass the disposal on as the last thing that it does: the stack must not end
   * after that.
   *
   * @param disposal what to run, once
   */
  void execute(Disposal disposal);

  /**
   * Releases in place, as if the Backdrop were not there: what the disposer throws, close throws.
   *
   * @return the strategy that does
   */
  static BackdropStrategy trivial() {
    return Strategies.trivial();
  }

  /**
   * Never releases: the lower bound to measure other strategies against.
   *
   * @return the strategy that does
   */
  static BackdropStrategy leak() {
    return Strategies.leak();
  }

  /**
   * Starts a platform thread for each disposal, named {@code backdrop-disposal}. Simple and slow. A
   * JVM whose other threads have ended waits for these; {@code System.exit} and a signal cut them
   * off. Failures go to the thread's uncaught exception handler.
   *
   * @return the strategy that does
   */
  static BackdropStrategy threadPerDisposal() {
    return Strategies.threadPerDisposal();
  }

  /**
   * Starts a virtual thread for each disposal, without bound. Failures go to the thread's uncaught
   * exception handler. The JVM does not wait for virtual threads when it ends.
   *
   * @return the strategy that does
   */
  static BackdropStrategy virtualThread() {
    return Strategies.virtualThread();
  }

  /**
   * Runs disposals on a limited number of virtual threads; the rest wait in a queue that only
   * memory bounds. Where no thread can be had, the closer runs what is queued. Failures go to the
   * thread's uncaught exception handler. The JVM does not wait for virtual threads when it ends:
   * what is queued then is counted, printed and lost; what is running is lost too.
   *
   * @param maxConcurrent how many disposals may run at once
   * @return a strategy with threads of its own
   * @throws IllegalArgumentException when the number is less than 1
   */
  static BackdropStrategy virtualThreads(int maxConcurrent) {
    if (maxConcurrent < 1) {
      throw new IllegalArgumentException(
          "maxConcurrent is " + maxConcurrent + "; at least 1 virtual thread must run disposals");
    }
    return Strategies.virtualThreads(maxConcurrent);
  }

  /**
   * Gives each disposal to an executor, which treats failures as it treats those of any task. One
   * that rejects, has been shut down, or throws leaves the value to the closer, who releases it;
   * one that discards silently, or is ended by {@code shutdownNow}, loses it. A {@code
   * ForkJoinPool} of Java 21 leaves an interrupt by one disposer to the next.
   *
   * @param executor where disposals run
   * @return the strategy that does
   * @throws NullPointerException when the executor is null
   */
  static BackdropStrategy on(Executor executor) {
    return Strategies.on(requireNonNull(executor, "executor"));
  }

  /**
   * Logs each value and the strategy it goes to as an {@code INFO} of the {@link System.Logger}
   * {@code io.backdrop}, then passes it on. For people to read, and for tests; the wording may
   * change.
   *
   * @param inner where the disposals go
   * @return the strategy that does
   * @throws NullPointerException when the inner strategy is null
   */
  static BackdropStrategy debug(BackdropStrategy inner) {
    return new Strategies.Debug(requireNonNull(inner, "inner"));
  }
}
