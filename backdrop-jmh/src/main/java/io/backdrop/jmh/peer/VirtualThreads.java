package io.backdrop.jmh.peer;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A virtual thread for each task. They run in no order of which one could be sure, and there is
 * nobody to ask whether all have ended: those that have are counted, by themselves and after they
 * released, and so are the handles, all of which are to be closed before a flush.
 */
final class VirtualThreads implements Target, Consumer<Task> {

  private static final long LOOK_AGAIN = TimeUnit.MICROSECONDS.toNanos(50);

  private final AtomicLong released = new AtomicLong();
  private long made;

  @Override
  public AutoCloseable handle(AutoCloseable value) {
    made++;
    return new Counted(this, value);
  }

  @Override
  public void accept(Task task) {
    Thread.startVirtualThread(task);
  }

  @Override
  public void flush() {
    while (released.get() < made) {
      LockSupport.parkNanos(LOOK_AGAIN);
    }
  }

  @Override
  public void close() {}

  private static final class Counted extends Task {

    Counted(VirtualThreads to, AutoCloseable value) {
      super(to, value);
    }

    @Override
    public void run() {
      super.run();
      ((VirtualThreads) to).released.incrementAndGet();
    }
  }
}
