package io.backdrop.netty;

import io.backdrop.Disposal;
import io.backdrop.TrashQueue;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Releases what has arrived for an event loop, on its thread. Used by turns only, one after the
 * other. A disposer's interrupt is no business of the loop's, and ends here.
 */
final class LoopWork {

  static {
    rehearse();
  }

  /** So many are taken before the clock is looked at. */
  private static final int BATCH = 256;

  /** When to look again where all that is left is to be tried again, in milliseconds. */
  private static final long FIRST_LOOK = 1;

  /** And at last, where that goes on: the pause before an attempt may be of minutes. */
  private static final long LAST_LOOK = 8;

  /** Only who owns the turn takes from it. */
  private final Queue<Disposal> arriving;

  /** What was taken, with its thread. */
  private @Nullable TrashQueue taken;

  private @Nullable Thread thread;

  /** Whether all that the last turn left is to be tried again, after a pause. */
  private boolean onlyRetries;

  /** When to look again in that case, in milliseconds. */
  private long nextLook = FIRST_LOOK;

  LoopWork(Queue<Disposal> arriving) {
    this.arriving = arriving;
  }

  /** The first queue of this kind holds up no event loop then. */
  private static void rehearse() {
    try {
      new TrashQueue().close();
    } catch (Throwable unprepared) {
      // Then the first turn takes longer.
    }
  }

  /** Returns whether more remains. */
  boolean releaseWithin(long nanos) {
    var here = queueOfThisThread();
    long began = System.nanoTime();
    boolean more = here.size() > 0;
    if (!onlyRetries || !arriving.isEmpty()) {
      nextLook = FIRST_LOOK;
    }
    onlyRetries = false;
    for (long left = nanos;
        left > 0 && (take() || (more && !onlyRetries));
        left = nanos - (System.nanoTime() - began)) {
      more = here.disposeFor(Duration.ofNanos(left));
      onlyRetries = more && System.nanoTime() - began < nanos;
    }
    Thread.interrupted();
    return more || !arriving.isEmpty();
  }

  /** When to go on with what remains, in milliseconds from now. */
  long nextLook() {
    if (!onlyRetries) {
      return 0;
    }
    long next = nextLook;
    nextLook = Math.min(2 * next, LAST_LOOK);
    return next;
  }

  /**
   * Releases what was taken. Waits until that time for what is to be tried again; the attempts that
   * are left then have no pauses.
   *
   * @param end in the terms of {@link System#nanoTime}
   */
  void releaseTaken(long end) {
    var here = queueOfThisThread();
    try {
      for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
        if (!here.disposeFor(Duration.ofNanos(left))) {
          return;
        }
        Thread.interrupted(); // Of a disposer: it would have this spin.
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(FIRST_LOOK));
      }
      Thread.currentThread().interrupt(); // It cuts the pauses short, and no attempt.
      here.disposeAll();
    } finally {
      Thread.interrupted();
    }
  }

  /** Takes some, and returns whether there were any. */
  boolean take() {
    var into = queueOfThisThread();
    int count = 0;
    while (count < BATCH) {
      var next = arriving.peek();
      if (next == null) {
        break;
      }
      into.execute(next);
      arriving.poll(); // Last: where memory ends, it is still there.
      count++;
    }
    return count > 0;
  }

  /** Nobody comes back to what was taken: the core finds that, and has it released. */
  void abandon() {
    taken = null;
  }

  /** A loop without work may end its thread, and begin another: but not while a turn is pending. */
  private TrashQueue queueOfThisThread() {
    var here = taken;
    if (here == null || thread != Thread.currentThread()) {
      here = new TrashQueue(NettyFailures.INSTANCE);
      taken = here;
      thread = Thread.currentThread();
    }
    return here;
  }
}
