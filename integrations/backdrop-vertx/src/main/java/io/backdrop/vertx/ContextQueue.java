package io.backdrop.vertx;

import io.backdrop.Disposal;
import io.backdrop.TrashQueue;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;

/**
 * What was closed on one context of an event loop, and is released in the turns of that loop. All
 * of this belongs to the loop's thread.
 */
final class ContextQueue {

  static {
    rehearse();
  }

  private final ContextInternal context;
  private final TrashQueue pending = new TrashQueue(ContextFailures.INSTANCE);

  /** Whether the turns of the loop have this among what they look after. */
  private boolean waits;

  private ContextQueue(ContextInternal context) {
    this.context = context;
  }

  /** The first queue of its kind holds up no event loop then. */
  private static void rehearse() {
    try {
      new TrashQueue(ContextFailures.INSTANCE).close();
    } catch (Throwable unprepared) {
      // Then the first close takes longer.
    }
  }

  /** For the thread of the context's loop. */
  static ContextQueue of(ContextInternal context) {
    var data = context.contextData();
    var known = (ContextQueue) data.get(ContextQueue.class);
    if (known == null) {
      known = new ContextQueue(context);
      data.put(ContextQueue.class, known);
    }
    return known;
  }

  /**
   * To be called by a task of the loop alone, not by a disposer. Where this throws, the disposal
   * may be in the queue, and is its caller's to run.
   */
  void execute(Disposal disposal) {
    pending.execute(disposal);
    var turns = LoopTurns.of(context.nettyEventLoop());
    if (!waits) {
      turns.add(this);
      waits = true;
    }
    turns.seeToOne();
  }

  /** Releases for so long; returns whether this waits for more. */
  boolean releaseFor(Duration time) {
    var before = context.beginDispatch();
    try {
      waits = pending.disposeFor(time);
      return waits;
    } finally {
      context.endDispatch(before);
      Thread.interrupted(); // Of a disposer: it is not for the loop's next task.
    }
  }

  /** Releases all, without pauses before further attempts. */
  void releaseAll() {
    var before = context.beginDispatch();
    try {
      Thread.currentThread().interrupt(); // It cuts the pauses short, and leaves out no attempt.
      pending.disposeAll();
      waits = false;
    } finally {
      context.endDispatch(before);
      Thread.interrupted();
    }
  }
}
