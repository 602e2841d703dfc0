package io.backdrop.netty;

import io.backdrop.BackdropStrategy;
import io.backdrop.Disposal;
import io.netty.channel.EventLoop;
import io.netty.util.internal.PlatformDependent;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one event loop, and the turns in which it is released. At most one turn is pending
 * or running at any time.
 *
 * <p>No disposal is left behind: it is in the queue before its closer looks whether a turn is
 * pending, and the last turn looks into the queue again after it has said that none is. Of the two,
 * the one that comes second sees the other. A turn may be refused; and while the loop ends, it may
 * be cancelled or forgotten: whoever finds that out claims it, and is the only one to.
 */
final class LoopTurns implements BackdropStrategy, Runnable {

  /** How long a loop that ends waits before attempts, in nanoseconds. */
  private static final long PATIENCE_AT_END = 1_000_000_000;

  /** When to look again where memory ended in a turn, in milliseconds. */
  private static final long MEMORY_LATER = 1_000;

  /** So many are given away before a loop that lives is asked again. */
  private static final int BATCH = 256;

  private final EventLoop loop;
  private final Duration perTurn;

  /** The kind of queue that Netty's loops have themselves. Only who owns the turn takes from it. */
  private final Queue<Disposal> arriving = PlatformDependent.newMpscQueue();

  private final LoopWork work = new LoopWork(arriving);

  private final Turn turn = new Turn();

  /** Whether the loop takes no more turns. Written by whoever finds that out. */
  private volatile boolean refusing;

  /** Whether somebody looks for a turn that the loop has forgotten, once it has ended. */
  private volatile boolean watched;

  /** Whether a warning has said that the loop does not release all that it was given. */
  private volatile boolean told;

  /** The loop, while it releases what is left at its end. Written by whoever owns the turn. */
  private volatile @Nullable Thread last;

  LoopTurns(EventLoop loop, Duration perTurn) {
    this.loop = loop;
    this.perTurn = perTurn;
  }

  boolean isHere() {
    return loop.inEventLoop();
  }

  /**
   * Once the loop takes no more turns, this puts nothing into the queue: whoever releases what is
   * in there would do so for all that close meanwhile, without end. But what its disposers close
   * runs later, not nested, as ever.
   */
  @Override
  public void execute(Disposal disposal) {
    if (refusing && last != Thread.currentThread()) {
      throw new RejectedExecutionException("The event loop has been shut down");
    }
    arriving.add(disposal);
    if (!turn.begin()) {
      return;
    }
    try {
      loop.execute(this);
      seeToForgottenTurn();
    } catch (StackOverflowError noStack) {
      turn.withdraw();
      throw noStack;
    } catch (Throwable refusal) {
      if (!goesOnLater() && takeBack(disposal)) {
        throw refusal;
      }
    }
  }

  /** A loop that is full has room for what it schedules itself. */
  private boolean goesOnLater() {
    boolean goesOn = loop.inEventLoop() && !loop.isShuttingDown() && turn.claim();
    if (goesOn) {
      goOnLater(0);
    }
    return goesOn;
  }

  /**
   * A task that comes while the loop ends is rejected or run; or neither, when it comes after the
   * last look at a queue from which the loop cannot remove it. By that look the loop is shutting
   * down. One look at the end does for all: a turn is pending before this asks whether the loop has
   * ended, and that look comes after the end, so that one of the two sees the other.
   */
  private void seeToForgottenTurn() {
    if (!loop.isShuttingDown()) {
      return;
    }
    var end = loop.terminationFuture();
    if (!watched) {
      end.addListener(ended -> takeBack(null));
      watched = true; // Last: where memory ends, nobody does.
    } else if (end.isDone()) {
      takeBack(null);
    }
  }

  /**
   * Gives away what was closed in expectation of the turn that the loop does not take; except for
   * the closer's own disposal, which it takes back, unless a turn before has taken that. What comes
   * meanwhile is for the loop again, where that lives and only had no room: others may close as
   * fast as this gives away.
   */
  private boolean takeBack(@Nullable Disposal own) {
    if (hasEnded()) {
      refusing = true;
    }
    boolean found = false;
    try {
      while (turn.claim()) {
        try {
          found |= giveAway(own);
        } finally {
          turn.end(); // Where memory or the stack ends, whoever comes next goes on.
        }
        if (arriving.isEmpty() || !turn.begin() || isSubmitted()) {
          break;
        }
      }
    } catch (StackOverflowError noStack) {
      turn.withdraw();
      throw noStack;
    }
    return found;
  }

  /** Not every loop has a future for its end that may be asked for before. */
  private boolean hasEnded() {
    return loop.isShuttingDown() && (loop.isShutdown() || loop.terminationFuture().isDone());
  }

  private boolean giveAway(@Nullable Disposal own) {
    boolean found = false;
    int given = 0;
    for (var next = arriving.peek();
        next != null && (refusing || given < BATCH);
        next = arriving.peek()) {
      if (next == own) {
        found = true;
      } else {
        Forgotten.release(next);
        given++;
      }
      arriving.poll(); // Last: where memory or the stack ends, it is still there.
    }
    tellOf(given);
    return found;
  }

  private void tellOf(int given) {
    if (given > 0 && !told) {
      told = true;
      Forgotten.warn(this);
    }
  }

  private boolean isSubmitted() {
    if (refusing) {
      return false;
    }
    try {
      loop.execute(this);
      seeToForgottenTurn();
      return true;
    } catch (Throwable refusal) {
      return false;
    }
  }

  /** One turn, unless somebody else has it; also one that was given up when the stack ended. */
  @Override
  public void run() {
    if (turn.claimAny() && takeTurn()) {
      goOnLater(work.nextLook());
    }
  }

  /** Returns whether there is more to do, for whoever has claimed that. */
  private boolean takeTurn() {
    try {
      return work.releaseWithin(perTurn.toNanos()) || endAndClaimMore();
    } catch (Throwable noMemory) {
      goOnLater(MEMORY_LATER);
      throw noMemory;
    }
  }

  /**
   * After what has been claimed is done. Returns whether more has come, which then is claimed: its
   * closer may have found the turn that ends here.
   */
  private boolean endAndClaimMore() {
    turn.end();
    return !arriving.isEmpty() && turn.claimNew();
  }

  /**
   * Not by {@code execute}: the loop runs all that it is given, for up to a second, before it looks
   * after its channels again. What is scheduled waits for that. At its end a loop cancels what is
   * scheduled, and then all is to be released at once. What is scheduled while it ends may come too
   * late to be cancelled; what was before, by this thread, does not.
   */
  private void goOnLater(long millis) {
    if (loop.isShuttingDown()) {
      finish();
      return;
    }
    turn.pend();
    try {
      loop.schedule(this, millis, TimeUnit.MILLISECONDS)
          .addListener(scheduled -> {
            if (scheduled.isCancelled() && turn.claimAny()) {
              finish();
            }
          });
    } catch (Throwable refusal) {
      if (turn.claim()) {
        finish();
      }
    }
  }

  /** Releases all that there is. */
  private void finish() {
    long end = System.nanoTime() + PATIENCE_AT_END;
    try {
      do {
        last = Thread.currentThread();
        do {
          work.releaseTaken(end);
          if (System.nanoTime() - end >= 0 && loop.isShuttingDown()) {
            refusing = true; // Others may close as fast as this releases.
          }
        } while (work.take());
        last = null;
      } while (endAndClaimMore());
    } catch (Throwable noMemory) {
      work.abandon();
      last = null;
      turn.end(); // Whoever comes next goes on with what has arrived: the loop, if it takes a turn.
      if (!arriving.isEmpty() && turn.begin() && !isSubmitted()) {
        takeBack(null);
      }
      throw noMemory;
    }
  }

  @Override
  public String toString() {
    return "Netty event loop " + loop;
  }
}
