package io.backdrop.jmh.peer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The queue of a trash thread without what keeps its two ends apart: the consumer writes the head
 * in the cache line in which producers exchange the tail.
 */
final class OneLineQueue {

  private static final VarHandle TAIL;
  private static final VarHandle NEXT;

  static {
    try {
      var lookup = MethodHandles.lookup();
      TAIL = lookup.findVarHandle(OneLineQueue.class, "tail", Task.class);
      NEXT = lookup.findVarHandle(Task.class, "next", Task.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private volatile Task tail;
  private Task head;

  OneLineQueue() {
    head = new Task(task -> {}, Nothing.NOTHING);
    tail = head;
  }

  boolean offer(Task task) {
    var previous = (Task) TAIL.getAndSet(this, task);
    NEXT.setRelease(previous, task);
    return true;
  }

  Task poll() {
    var first = (Task) NEXT.getAcquire(head);
    if (first != null) {
      head = first;
    }
    return first;
  }
}
