package io.backdrop;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is left of a trash thread that has ended or was given up, at one moment of the end of the
 * JVM: what is in its queue, and whoever runs something. What those close belongs to it where they
 * run that themselves; what others close later does not. For the thread of the {@link ExitDrain}
 * alone.
 */
final class Stragglers {

  private final QueueConsumers consumers;

  /** The position of the first that does not belong to it. */
  private final long end;

  /**
   * Whoever was there when all of that had been taken: among them is each that has taken some of
   * it, and has not come to the end of what that has closed.
   */
  private @Nullable Set<QueueConsumer> running;

  Stragglers(QueueConsumers consumers) {
    this.consumers = consumers;
    this.end = consumers.next();
  }

  /** One of them is stuck, and this one goes on in its place. */
  void add(QueueConsumer replacement) {
    if (running != null) {
      running.add(replacement);
    }
  }

  /** Whether all of that has run. */
  boolean areThrough() {
    if (consumers.taken() < end) {
      return false;
    }
    var awaited = consumers.active().awaited();
    if (running == null) {
      running = awaited;
    }
    running.retainAll(awaited);
    return running.isEmpty();
  }
}
