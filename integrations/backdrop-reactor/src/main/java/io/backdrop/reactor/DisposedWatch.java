package io.backdrop.reactor;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks now and then whether a scheduler has been disposed of, which it does not tell. One virtual
 * thread does so for all strategies on which something has been pending within the last minute. So
 * a closer has to add a strategy to these at most once a minute.
 */
final class DisposedWatch implements Runnable {

  static final DisposedWatch INSTANCE = new DisposedWatch();

  private static final int LOOKS_IN_A_MINUTE = 120;

  private static final long INTERVAL = 500_000_000;

  private static final ThreadFactory WATCHING = threads("backdrop-reactor-watch");
  private static final ThreadFactory RESCUING = threads("backdrop-reactor-rescue");

  private final Set<OnScheduler> watched = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean running = new AtomicBoolean();

  private DisposedWatch() {}

  private static ThreadFactory threads(String name) {
    return Thread.ofVirtual().name(name).inheritInheritableThreadLocals(false).factory();
  }

  /** To be called after a disposal has become pending. */
  void begin(OnScheduler strategy) {
    add(strategy);
    start();
  }

  private void add(OnScheduler strategy) {
    if (!strategy.watched.get() && strategy.watched.compareAndSet(false, true)) {
      try {
        watched.add(strategy);
      } catch (Throwable notAdded) { // The stack or memory has ended.
        strategy.watched.set(false);
        throw notAdded;
      }
    }
  }

  private void start() {
    if (!running.get() && running.compareAndSet(false, true)) {
      try {
        WATCHING.newThread(this).start();
      } catch (Throwable notStarted) {
        running.set(false);
        throw notStarted;
      }
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
    } while (!watched.isEmpty() && running.compareAndSet(false, true));
  }

  private void lookWhileInUse() {
    while (!watched.isEmpty()) {
      pauseAndLook();
    }
  }

  private void pauseAndLook() {
    try {
      LockSupport.parkNanos(INTERVAL); // It takes memory too, on a virtual thread.
      watched.forEach(this::look);
    } catch (OutOfMemoryError noMemory) {
      // There may be some at the next look.
    }
  }

  private void look(OnScheduler strategy) {
    try {
      strategy.idleLooks = strategy.isIdle() ? strategy.idleLooks + 1 : 0;
      if (strategy.idleLooks >= LOOKS_IN_A_MINUTE) {
        end(strategy);
      } else if (strategy.idleLooks == 0 && strategy.isDisposed()) {
        startToRescue(strategy);
      }
    } catch (Throwable failure) {
      // A scheduler that cannot say whether it has ended keeps no other from being looked at.
    }
  }

  /** Looks once more after it has said that it does not watch it: see {@link #begin}. */
  private void end(OnScheduler strategy) {
    watched.remove(strategy);
    strategy.idleLooks = 0;
    strategy.watched.set(false);
    if (!strategy.isIdle()) {
      begin(strategy);
    }
  }

  /** On another thread: where the trash thread is full, that releases values itself. */
  private static void startToRescue(OnScheduler strategy) {
    try {
      RESCUING.newThread(strategy::rescue).start();
    } catch (Throwable notStarted) {
      // The next look tries again.
    }
  }
}
