package io.backdrop;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Looks at something now and then, on a daemon thread that is there while there is something. */
final class PeriodicCheck {

  private final String name;
  private final long period;
  private final Runnable check;
  private final BooleanSupplier isOver;

  /** Whether there is a thread. Guarded by this. */
  private boolean running;

  /** The period is in nanoseconds. */
  PeriodicCheck(String name, long period, Runnable check, BooleanSupplier isOver) {
    this.name = name;
    this.period = period;
    this.check = check;
    this.isOver = isOver;
    HandlerCalls.prepare();
  }

  /** To be called after there is something to look at. Fails where no thread can be had. */
  synchronized void begin() {
    if (!running) {
      DaemonThreads.named(name).newThread(this::run).start();
      running = true;
    }
  }

  private void run() {
    while (!isDone()) {
      checkOnce();
      LockSupport.parkNanos(period);
      Thread.interrupted();
    }
  }

  /** Whatever comes of it, there is a next time: nobody else would start this thread anew. */
  private void checkOnce() {
    try {
      check.run();
    } catch (Throwable failure) {
      HandlerCalls.failed(check, failure);
    }
  }

  /**
   * What is asked here must not allocate: where memory ended in it, this thread would end, and no
   * other would begin.
   */
  private synchronized boolean isDone() {
    running = !isOver.getAsBoolean();
    return !running;
  }
}
