package io.backdrop.reactor;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks now and then whether a scheduler has been disposed of, which it does not tell. It does so
 * from a virtual thread, which ends a minute after nothing is pending any more: so a closer starts
 * one at most once a minute.
 */
final class DisposedWatch implements Runnable {

  /** How often it looks at one that is idle before it ends. */
  static final int A_MINUTE = 120;

  private static final long INTERVAL = 500_000_000;

  private static final ThreadFactory THREADS =
      Thread.ofVirtual()
          .name("backdrop-reactor-watch")
          .inheritInheritableThreadLocals(false)
          .factory();

  private final OnScheduler watched;
  private final int idleLooks;
  private final AtomicBoolean running = new AtomicBoolean();

  DisposedWatch(OnScheduler watched, int idleLooks) {
    this.watched = watched;
    this.idleLooks = idleLooks;
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
        lookWhileInUse();
      } finally {
        running.set(false);
      }
    } while (!watched.isIdle() && running.compareAndSet(false, true));
  }

  private void lookWhileInUse() {
    int idle = 0;
    while (idle < idleLooks) {
      LockSupport.parkNanos(INTERVAL);
      if (watched.isIdle()) {
        idle++;
      } else {
        idle = 0;
        watched.look();
      }
    }
  }
}
