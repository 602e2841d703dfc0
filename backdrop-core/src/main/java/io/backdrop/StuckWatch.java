package io.backdrop;

import java.util.concurrent.locks.LockSupport;

/**
 * Looks now and then whether a disposal is stuck, or a trash thread dead, on one daemon thread for
 * all trash threads, which is there while one of them is open.
 */
final class StuckWatch {

  private static final long PERIOD = 500_000_000;

  /** Whether there is a thread. Guarded by the class. */
  private static boolean running;

  private StuckWatch() {}

  /** To be called after one was added to those that are open. */
  static synchronized void begin() {
    if (!running) {
      TrashThreadBuilder.named("backdrop-watch").newThread(StuckWatch::watch).start();
      running = true;
    }
  }

  private static void watch() {
    while (!isDone()) {
      checkAll();
      LockSupport.parkNanos(PERIOD);
      Thread.interrupted();
    }
  }

  /** Whatever comes of it, there is a next time: nobody else would start this thread anew. */
  private static void checkAll() {
    try {
      ExitDrain.open().forEach(TrashThread::check);
    } catch (Throwable failure) {
      HandlerCalls.failed(failure);
    }
  }

  private static synchronized boolean isDone() {
    running = !ExitDrain.open().isEmpty();
    return !running;
  }
}
