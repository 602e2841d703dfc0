package io.backdrop.reactor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Those that nobody has taken: a chain of the tasks themselves, the latest first. Whoever takes one
 * leaves out what is taken behind it, so that a chain that is run in its order never has more than
 * one of these.
 */
final class PendingTasks {

  /** Leads to all that nobody has taken. Any thread adds to it. */
  private final AtomicReference<@Nullable ReactorTask> latest = new AtomicReference<>();

  /** Not by an exchange, after which the stack may end: what is behind the task would be lost. */
  void add(ReactorTask task) {
    ReactorTask last;
    do {
      last = latest.get();
      task.follow(last);
    } while (!latest.compareAndSet(last, task));
  }

  /** Whether there are none. Leaves out all that somebody has taken. */
  boolean isEmpty() {
    var last = latest.get();
    boolean empty = true;
    for (var task = last; task != null; task = task.skipTaken(Integer.MAX_VALUE)) {
      empty &= task.isTaken();
    }
    return empty && latest.compareAndSet(last, null);
  }

  /** All of them, and perhaps some that somebody takes meanwhile. */
  List<ReactorTask> oldestFirst() {
    var tasks = new ArrayList<ReactorTask>();
    for (var task = latest.get(); task != null; task = task.skipTaken(Integer.MAX_VALUE)) {
      tasks.add(task);
    }
    return tasks.reversed();
  }
}
