package io.backdrop.reactor;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks now and then whether a scheduler has been disposed of, which it does not tell. It does so
 * from a virtual thread, which ends when nothing is pending: so there is at most one start for each
 * time that it sleeps.
 */
final class DisposedWatch implements Runnable {

  private static final long INTERVAL = 500_000_000;

  private static final ThreadFactory THREADS =
      Thread.ofVirtual()
          .name("backdrop-reactor-watch")
          .inheritInheritableThreadLocals(false)
          .factory();

  private final OnScheduler watched;
  private final AtomicBoolean running = new AtomicBoolean();

  DisposedWatch(OnScheduler watched) {
    this.watched = watched;
  }

  /** To be called after a disposal has become pending. */
  void begin() {
    if (!running.get() && running.compareAndSet(false, true)) {
      start();
    }
  }

  private void start() {
    try {
      THREADS.newThread(this).start();
    } catch (Throwable notStarted) {
      running.set(false);
      throw notStarted;
    }
  }

  /** Looks once more after it has said that it does not run: see {@link #begin}. */
  @Override
  public void run() {
    do {
      try {
        lookUntilIdle();
      } finally {
        running.set(false);
      }
    } while (!watched.isIdle() && running.compareAndSet(false, true));
  }

  private void lookUntilIdle() {
    while (!watched.isIdle()) {
      LockSupport.parkNanos(INTERVAL);
      if (watched.isDisposed()) {
        watched.rescue();
      }
    }
  }
}
