package io.backdrop.jmh.peer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;

/**
 * A task that is handed off at most once, as a Backdrop is: one compare-and-set claims it before.
 */
final class ClaimedTask extends Task {

  private static final VarHandle CLAIMED;

  static {
    try {
      CLAIMED = MethodHandles.lookup().findVarHandle(ClaimedTask.class, "claimed", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private volatile boolean claimed;

  ClaimedTask(Consumer<? super Task> to, AutoCloseable value) {
    super(to, value);
  }

  @Override
  public void close() {
    if (CLAIMED.compareAndSet(this, false, true)) {
      super.close();
    }
  }
}
