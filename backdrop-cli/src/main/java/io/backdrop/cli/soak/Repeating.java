package io.backdrop.cli.soak;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** A thread that does something again and again, with pauses, until it is ended. */
final class Repeating {

  private final Thread thread;
  private volatile boolean over;

  /** Written by the thread, read when that has ended. */
  private long times;

  /** Starts it; the pauses are in nanoseconds. */
  Repeating(String name, Runnable task, LongSupplier pauses) {
    thread = Thread.ofPlatform().name(name).daemon().start(() -> repeat(task, pauses));
  }

  private void repeat(Runnable task, LongSupplier pauses) {
    while (!over) {
      task.run();
      times++;
      LockSupport.parkNanos(pauses.getAsLong());
    }
  }

  /** Waits for its end; returns how often it did it. */
  long end() {
    over = true;
    Waiting.forever(thread::join);
    return times;
  }
}
