package io.backdrop;

import java.util.Set;

/**
 * What is left of a trash thread that has ended, at one moment of the end of the JVM: what is in
 * its queue, and who runs something. What those close belongs to it, what others close later does
 * not. For the thread of the {@link ExitDrain} alone.
 */
final class Stragglers {

  private final QueueConsumers consumers;
  private final FlushMark pending;
  private final Set<QueueConsumer> running;

  Stragglers(QueueConsumers consumers) {
    this.consumers = consumers;
    this.pending = consumers.marks().add();
    this.running = consumers.active().awaited();
  }

  /** One of them is stuck, and this one goes on in its place. */
  void add(QueueConsumer replacement) {
    running.add(replacement);
  }

  /** Whether all of that has run. */
  boolean areThrough() {
    consumers.marks().pass(); // Memory may have ended where who takes would have done that.
    running.retainAll(consumers.active().awaited());
    return running.isEmpty() && pending.isOver();
  }
}
