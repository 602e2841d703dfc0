package io.backdrop.jmh.peer;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A peer that runs tasks in no order of which one could be sure: those that have run are counted,
 * and so are the handles, all of which are to be closed before a flush.
 */
final class CountedTasks implements Target {

  private static final long LOOK_AGAIN = TimeUnit.MICROSECONDS.toNanos(50);

  private final Consumer<Task> to;
  private final Runnable closing;
  private final AtomicLong released = new AtomicLong();
  private long made;

  CountedTasks(Consumer<Task> to, Runnable closing) {
    this.to = to;
    this.closing = closing;
  }

  @Override
  public AutoCloseable handle(AutoCloseable value) {
    made++;
    return new Task(to, () -> release(value));
  }

  private void release(AutoCloseable value) throws Exception {
    value.close();
    released.incrementAndGet();
  }

  @Override
  public void flush() {
    while (released.get() < made) {
      LockSupport.parkNanos(LOOK_AGAIN);
    }
  }

  @Override
  public void close() {
    closing.run();
  }
}
