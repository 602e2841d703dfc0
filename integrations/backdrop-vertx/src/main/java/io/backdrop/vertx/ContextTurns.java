package io.backdrop.vertx;

import io.backdrop.Disposal;
import io.backdrop.TrashQueue;
import io.netty.channel.EventLoop;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What was closed on one context of an event loop, which releases it in its turns, for a
 * millisecond in each. All of this belongs to the loop's thread.
 *
 * <p>As long as the queue is not empty a turn is to come, except where memory ends: then whatever
 * is put into it next sees to one.
 */
final class ContextTurns implements Runnable {

  static {
    rehearse();
  }

  private static final Duration PER_TURN = Duration.ofMillis(1);

  /** When to look again where all that is left is to be tried again, in milliseconds. */
  private static final long NEXT_LOOK = 4;

  /** When to look again where memory ended in a turn, in milliseconds. */
  private static final long MEMORY_LATER = 1_000;

  /** How long a loop that ends waits before attempts, in nanoseconds. */
  private static final long PATIENCE_AT_END = 1_000_000_000;

  private final ContextInternal context;
  private final EventLoop loop;
  private final TrashQueue pending = new TrashQueue(ContextFailures.INSTANCE);

  /** Made before: where memory has ended, a turn makes nothing. */
  private final Runnable turn = this::takeTurn;

  private boolean turnComes;

  private ContextTurns(ContextInternal context) {
    this.context = context;
    this.loop = context.nettyEventLoop();
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
  static ContextTurns of(ContextInternal context) {
    var data = context.contextData();
    var known = (ContextTurns) data.get(ContextTurns.class);
    if (known == null) {
      known = new ContextTurns(context);
      data.put(ContextTurns.class, known);
    }
    return known;
  }

  /** Where this throws, what remains in the queue is its caller's to run. */
  void execute(Disposal disposal) {
    pending.execute(disposal);
    if (!turnComes) {
      loop.execute(this);
      turnComes = true;
    }
  }

  /** On the context: disposers see it, and what this throws goes to its exception handler. */
  @Override
  public void run() {
    context.dispatch(turn);
  }

  private void takeTurn() {
    try {
      releaseForATurn();
    } catch (Throwable noMemory) {
      turnComes = false;
      goOnAfter(MEMORY_LATER);
      throw noMemory;
    } finally {
      Thread.interrupted(); // Of a disposer: it is not for the loop's next task.
    }
  }

  private void releaseForATurn() {
    long began = System.nanoTime();
    if (loop.isShuttingDown()) {
      finish(began);
    } else if (pending.disposeFor(PER_TURN)) {
      boolean onlyRetries = System.nanoTime() - began < PER_TURN.toNanos();
      goOnAfter(onlyRetries ? NEXT_LOOK : 0);
    } else {
      turnComes = false;
    }
  }

  /**
   * Not by {@code execute}: a loop runs all that it is given before it looks after its channels
   * again. What is scheduled waits for that. A loop that ends cancels what is scheduled, by this
   * thread, and so nothing is scheduled too late for that.
   */
  private void goOnAfter(long millis) {
    loop.schedule(this, millis, TimeUnit.MILLISECONDS)
        .addListener(scheduled -> {
          if (scheduled.isCancelled()) {
            run();
          }
        });
    turnComes = true;
  }

  /**
   * Releases all that there is. Waits for a second for what is to be tried again; the attempts that
   * are left then have no pauses.
   */
  private void finish(long began) {
    for (long left = PATIENCE_AT_END;
        left > 0;
        left = PATIENCE_AT_END - (System.nanoTime() - began)) {
      if (!pending.disposeFor(Duration.ofNanos(left))) {
        turnComes = false;
        return;
      }
      Thread.interrupted(); // Of a disposer: it would have this spin.
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
    Thread.currentThread().interrupt(); // It cuts the pauses short, and leaves out no attempt.
    pending.disposeAll();
    turnComes = false;
  }
}
