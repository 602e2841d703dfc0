package io.backdrop.netty;

import io.backdrop.BackdropStrategy;
import io.backdrop.Disposal;
import io.backdrop.TrashQueue;
import io.netty.channel.EventLoop;
import io.netty.util.internal.PlatformDependent;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one event loop, and the turns in which it is released. At most one turn is pending
 * or running at any time.
 *
 * <p>No disposal is left behind: it is in the queue before its closer looks whether a turn is
 * pending, and the last turn looks into the queue again after it has said that none is. Of the two,
 * the one that comes second sees the other.
 */
final class LoopTurns implements BackdropStrategy, Runnable {

  static {
    new TrashQueue().close(); // The first one is rehearsed, which here holds up no event loop.
  }

  /** So many are taken into the loop's own queue before the clock is looked at. */
  private static final int BATCH = 256;

  private final EventLoop loop;
  private final Duration perTurn;

  /** The kind of queue that Netty's loops have themselves. Only who owns the turn takes from it. */
  private final Queue<Disposal> arriving = PlatformDependent.newMpscQueue();

  private final AtomicBoolean pending = new AtomicBoolean();

  /** What has arrived, with its thread; seen by turns only, which the loop puts in an order. */
  private @Nullable TrashQueue queue;

  private @Nullable Thread thread;

  LoopTurns(EventLoop loop, Duration perTurn) {
    this.loop = loop;
    this.perTurn = perTurn;
  }

  boolean isHere() {
    return loop.inEventLoop();
  }

  @Override
  public void execute(Disposal disposal) {
    arriving.add(disposal);
    if (!begin()) {
      return;
    }
    try {
      loop.execute(this);
    } catch (StackOverflowError noStack) {
      pending.set(false); // For whoever comes next, who sees to this one as well.
      throw noStack;
    } catch (Throwable refusal) {
      if (takeBack(disposal)) {
        throw refusal;
      }
    }
  }

  /** Whether it is for the caller to see to a turn. */
  private boolean begin() {
    return !pending.get() && pending.compareAndSet(false, true);
  }

  /**
   * Releases here what was closed in expectation of the turn that the loop has refused; except for
   * the closer's own disposal, which it takes back, unless a turn before has taken that.
   */
  private boolean takeBack(Disposal own) {
    boolean found = false;
    do {
      found |= releaseHere(own);
      pending.set(false);
    } while (!arriving.isEmpty() && begin());
    return found;
  }

  private boolean releaseHere(Disposal except) {
    boolean found = false;
    try (var here = new TrashQueue(NettyFailures.INSTANCE)) {
      for (var next = arriving.poll(); next != null; next = arriving.poll()) {
        if (next == except) {
          found = true;
        } else {
          here.execute(next);
        }
      }
    }
    return found;
  }

  /** Moves some, and returns whether there were any. */
  private boolean takeArrivals(TrashQueue into) {
    int taken = 0;
    while (taken < BATCH) {
      var next = arriving.poll();
      if (next == null) {
        break;
      }
      into.execute(next);
      taken++;
    }
    return taken > 0;
  }

  /** One turn. */
  @Override
  public void run() {
    if (disposeWithin(perTurn.toNanos())) {
      goOnLater();
      return;
    }
    pending.set(false);
    if (!arriving.isEmpty() && begin()) {
      goOnLater();
    }
  }

  /**
   * Not by {@code execute}: the loop runs all that it is given, for up to a second, before it looks
   * after its channels again. What is scheduled waits for that. At its end a loop cancels what is
   * scheduled, and then all is to be released at once.
   */
  private void goOnLater() {
    try {
      loop.schedule(this, 0, TimeUnit.NANOSECONDS)
          .addListener(turn -> {
            if (turn.isCancelled()) {
              finish();
            }
          });
    } catch (Throwable refusal) {
      finish();
    }
  }

  private void finish() {
    do {
      while (disposeWithin(Long.MAX_VALUE)) {}
      pending.set(false);
    } while (!arriving.isEmpty() && begin());
  }

  /** Returns whether more remains. A disposer's interrupt is no business of the loop's. */
  private boolean disposeWithin(long nanos) {
    var here = queueOfThisThread();
    long began = System.nanoTime();
    boolean more = here.size() > 0;
    for (long left = nanos;
        left > 0 && (takeArrivals(here) || more);
        left = nanos - (System.nanoTime() - began)) {
      more = here.disposeFor(Duration.ofNanos(left));
    }
    Thread.interrupted();
    return more || !arriving.isEmpty();
  }

  /** A loop without work may end its thread, and begin another: but not while a turn is pending. */
  private TrashQueue queueOfThisThread() {
    var here = queue;
    if (here == null || thread != Thread.currentThread()) {
      here = new TrashQueue(NettyFailures.INSTANCE);
      queue = here;
      thread = Thread.currentThread();
    }
    return here;
  }

  @Override
  public String toString() {
    return "Netty event loop " + loop;
  }
}
