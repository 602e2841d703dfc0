package io.backdrop.jmh.peer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** How a queue of links takes what is handed off: by an exchange. */
abstract class ProducerEnd {

  private static final VarHandle TAIL;
  private static final VarHandle NEXT;

  static {
    try {
      var lookup = MethodHandles.lookup();
      TAIL = lookup.findVarHandle(ProducerEnd.class, "tail", Task.class);
      NEXT = lookup.findVarHandle(Task.class, "next", Task.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private volatile Task tail;

  /** {@return the link that the list begins with} */
  final Task begin() {
    var dummy = new Task(task -> {}, Nothing.NOTHING);
    tail = dummy;
    return dummy;
  }

  final boolean offer(Task task) {
    task.next = null;
    VarHandle.releaseFence();
    var previous = (Task) TAIL.getAndSet(this, task);
    previous.next = task;
    return true;
  }

  static Task after(Task task) {
    return (Task) NEXT.getAcquire(task);
  }

  /** No chain from long dead links to young ones. */
  static void cut(Task task) {
    task.next = task;
  }
}
