package io.backdrop.vertx;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The turns in which one event loop releases, for a millisecond in each, however many contexts it
 * has: they use it one after the other, and the next turn goes on with the next context. All of
 * this belongs to the loop's thread.
 *
 * <p>As long as a context waits a turn is to come, except where memory ends: then whatever is
 * closed next sees to one.
 */
final class LoopTurns implements Runnable {

  private static final long NANOS_PER_TURN = 1_000_000;

  /** When to look again where all that is left is to be tried again, in milliseconds. */
  private static final long NEXT_LOOK = 4;

  /** When to look again where memory ended in a turn, in milliseconds. */
  private static final long MEMORY_LATER = 1_000;

  /** How long a loop that ends waits before attempts, in nanoseconds. */
  private static final long PATIENCE_AT_END = 1_000_000_000;

  /**
   * The turns of this thread's loop, as long as a context waits; and to the end of the loop, once
   * that has begun. Not longer: it would keep this class's loader as long as the Vert.x lives.
   */
  private static final ThreadLocal<@Nullable LoopTurns> OF_LOOP = new ThreadLocal<>();

  private final EventLoop loop;

  /** Who is next. */
  private final ArrayDeque<ContextQueue> waiting = new ArrayDeque<>();

  /** How many in a row have nothing but what is to be tried again. */
  private int onlyRetries;

  private boolean turnComes;

  /** When the loop that ends waits no more, once it ends. */
  private @Nullable Long patientUntil;

  private LoopTurns(EventLoop loop) {
    this.loop = loop;
  }

  /** For the thread of the loop. */
  static LoopTurns of(EventLoop loop) {
    var known = OF_LOOP.get();
    if (known == null) {
      known = new LoopTurns(loop);
      OF_LOOP.set(known);
    }
    return known;
  }

  /** One that does not wait yet. */
  void add(ContextQueue queue) {
    waiting.add(queue);
    onlyRetries = 0;
  }

  /** A loop that ends may take no further task, and so this one does what a turn would. */
  void seeToOne() {
    if (turnComes) {
      return;
    }
    if (loop.isShuttingDown()) {
      run();
    } else {
      loop.execute(this);
      turnComes = true;
    }
  }

  @Override
  public void run() {
    turnComes = false;
    try {
      takeTurn();
    } catch (Throwable noMemory) {
      if (!loop.isShuttingDown()) {
        goOnAfter(MEMORY_LATER);
      }
      throw noMemory;
    }
  }

  private void takeTurn() {
    if (loop.isShuttingDown()) {
      finish();
      return;
    }
    releaseWithin(NANOS_PER_TURN);
    if (waiting.isEmpty()) {
      OF_LOOP.remove();
    } else if (onlyRetries < waiting.size()) {
      goOnAfter(0);
    } else {
      onlyRetries = 0;
      goOnAfter(NEXT_LOOK);
    }
  }

  /** Each is asked once, as long as there is time. */
  private void releaseWithin(long nanos) {
    long began = System.nanoTime();
    long left = nanos;
    for (int asked = waiting.size(); asked > 0 && left > 0; asked--) {
      boolean remains = releaseFirst(Duration.ofNanos(left));
      left = nanos - (System.nanoTime() - began);
      onlyRetries = remains && left > 0 ? onlyRetries + 1 : 0;
    }
  }

  /** Where memory ends, it is still among those that wait. */
  private boolean releaseFirst(Duration time) {
    var first = waiting.remove();
    waiting.add(first);
    boolean remains = first.releaseFor(time);
    if (!remains) {
      waiting.removeLast();
    }
    return remains;
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
   * Releases all that there is. Waits for a second, with all contexts, for what is to be tried
   * again; the attempts that are left then have no pauses.
   */
  private void finish() {
    long end = patientUntil();
    for (long left = end - System.nanoTime();
        left > 0 && !waiting.isEmpty();
        left = end - System.nanoTime()) {
      releaseWithin(left);
      if (!waiting.isEmpty()) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      }
    }
    while (!waiting.isEmpty()) {
      waiting.element().releaseAll();
      waiting.remove();
    }
  }

  private long patientUntil() {
    var known = patientUntil;
    if (known == null) {
      known = System.nanoTime() + PATIENCE_AT_END;
      patientUntil = known;
    }
    return known;
  }
}
