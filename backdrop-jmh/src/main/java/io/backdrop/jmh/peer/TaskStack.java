package io.backdrop.jmh.peer;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Treiber's stack, made of the tasks themselves. Producers repeat their compare-and-set until it
 * succeeds; the consumer takes all at once and turns them round, so that they run in their order.
 */
final class TaskStack {

  private final AtomicReference<Task> top = new AtomicReference<>();
  private Task taken;

  boolean offer(Task task) {
    Task below;
    do {
      below = top.get();
      task.next = below;
    } while (!top.compareAndSet(below, task));
    return true;
  }

  Task poll() {
    if (taken == null) {
      taken = turnedRound(top.getAndSet(null));
    }
    var first = taken;
    if (first != null) {
      taken = first.next;
    }
    return first;
  }

  private static Task turnedRound(Task last) {
    Task first = null;
    for (var task = last; task != null; ) {
      var below = task.next;
      task.next = first;
      first = task;
      task = below;
    }
    return first;
  }
}
