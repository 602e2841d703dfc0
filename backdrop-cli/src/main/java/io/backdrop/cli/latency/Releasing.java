package io.backdrop.cli.latency;

import io.backdrop.BackdropStrategy;
import io.backdrop.TrashThread;
import java.util.concurrent.ExecutorService;

/** A strategy that is ready, and what request threads do for it. */
interface Releasing extends AutoCloseable {

  BackdropStrategy strategy();

  /**
   * The calling request thread has nothing to do for so long.
   *
   * @return whether some of that was used
   */
  boolean use(long nanos);

  /** The calling thread will answer no more requests. */
  void leave();

  /** Ends the threads that were started for it. */
  @Override
  void close();

  /** One that request threads do nothing for. */
  static Releasing by(BackdropStrategy strategy) {
    return new Elsewhere(strategy, () -> {});
  }

  /** The same, on a trash thread of its own. */
  static Releasing by(TrashThread trash) {
    return new Elsewhere(trash, trash);
  }

  /** The same, on an executor of its own. */
  static Releasing by(ExecutorService executor) {
    return new Elsewhere(BackdropStrategy.on(executor), executor);
  }

  /** Without the help of request threads. */
  record Elsewhere(BackdropStrategy strategy, AutoCloseable end) implements Releasing {

    @Override
    public boolean use(long nanos) {
      return false;
    }

    @Override
    public void leave() {}

    @Override
    public void close() {
      try {
        end.close();
      } catch (Exception e) {
        throw new IllegalStateException("A strategy does not end", e);
      }
    }
  }
}
