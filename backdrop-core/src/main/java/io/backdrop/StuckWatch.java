package io.backdrop;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks now and then whether a disposal is stuck, on one daemon thread for all trash threads, which
 * is there while one of them is open.
 */
final class StuckWatch {

  private static final long PERIOD = 500_000_000;

  private static final Set<TrashThread> OPEN = ConcurrentHashMap.newKeySet();

  /** Whether there is a thread. Guarded by the class. */
  private static boolean running;

  private StuckWatch() {}

  static synchronized void add(TrashThread trash) {
    OPEN.add(trash);
    if (!running) {
      TrashThreadBuilder.named("backdrop-watch").newThread(StuckWatch::watch).start();
      running = true;
    }
  }

  static void remove(TrashThread trash) {
    OPEN.remove(trash);
  }

  private static void watch() {
    while (!isDone()) {
      HandlerCalls.call(() -> OPEN.forEach(TrashThread::reportStuck));
      LockSupport.parkNanos(PERIOD);
      Thread.interrupted();
    }
  }

  private static synchronized boolean isDone() {
    running = !OPEN.isEmpty();
    return !running;
  }
}
