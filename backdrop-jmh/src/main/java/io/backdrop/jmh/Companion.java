package io.backdrop.jmh;

import java.util.concurrent.locks.LockSupport;

/**
 * A second thread, which closes handles at the moment at which the measuring one does. Before that
 * it spins, so that neither is ahead of the other.
 */
final class Companion implements AutoCloseable {

  private final Thread thread = Thread.ofPlatform().daemon().unstarted(this::work);
  private volatile AutoCloseable[] handles;
  private volatile boolean ready;
  private volatile boolean begun;

  static Companion start() {
    var companion = new Companion();
    companion.thread.start();
    return companion;
  }

  /** Gives it what it will close, and waits until it is ready to. */
  void prepare(AutoCloseable[] next) {
    ready = false;
    begun = false;
    handles = next;
    LockSupport.unpark(thread);
    while (!ready) {
      Thread.onSpinWait();
    }
  }

  void begin() {
    begun = true;
  }

  /** Waits until all that it was given is closed. */
  void await() {
    while (handles != null) {
      Thread.onSpinWait();
    }
  }

  private void work() {
    while (!Thread.currentThread().isInterrupted()) {
      var next = handles;
      if (next == null) {
        LockSupport.park(this);
      } else if (begun) {
        HandOffBurst.closeAll(next);
        handles = null;
      } else {
        ready = true;
        Thread.onSpinWait();
      }
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
