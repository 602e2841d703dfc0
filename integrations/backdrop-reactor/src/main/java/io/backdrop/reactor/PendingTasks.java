package io.backdrop.reactor;

import io.backdrop.Disposal;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that nobody has taken: a chain of them, the latest first. Whoever takes one leaves out
 * some that are taken behind it. So, where they run in their order, no more than one that is taken
 * is kept, even if one waits behind it for long.
 */
final class PendingTasks {

  /** Leads to all that nobody has taken. Any thread adds to it. */
  private final AtomicReference<@Nullable ReactorTask> latest = new AtomicReference<>();

  /**
   * Not by an exchange: what is behind the task would not be found before it is linked, and never
   * again if the stack ends there.
   */
  void add(ReactorTask task) {
    ReactorTask last;
    do {
      last = latest.get();
      task.follow(last);
    } while (!latest.compareAndSet(last, task));
  }

  /** Whether there are none. Leaves out all that are taken, in whatever order they have run. */
  boolean isEmpty() {
    var last = latest.get();
    boolean empty = true;
    for (var task = last; task != null; task = task.skipTaken(Integer.MAX_VALUE)) {
      empty &= task.isTaken();
    }
    return empty && latest.compareAndSet(last, null);
  }

  /** The disposal of the latest one; null for none. Takes no memory, of which there may be none. */
  @Nullable Disposal takeLatest() {
    for (var task = latest.get(); task != null; task = task.skipTaken(Integer.MAX_VALUE)) {
      var disposal = task.take();
      if (disposal != null) {
        return disposal;
      }
    }
    return null;
  }
}
