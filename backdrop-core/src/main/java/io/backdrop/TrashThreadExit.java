package io.backdrop;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The end of one trash thread as the JVM ends. For the thread of the {@link ExitDrain} alone, which
 * calls this again and again, for one trash thread after the other.
 */
final class TrashThreadExit {

  /** Where disposals take longer, another thread goes on with what is behind them. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** How long it is waited for before it is looked at what the others do. */
  private static final Duration LOOK = Duration.ofMillis(5);

  private final TrashThread trash;
  private final TrashLoop loop;
  private final LateDrain late;
  private final QueueConsumers consumers;

  /** Those that are waited for now, once it has ended. */
  private @Nullable Stragglers stragglers;

  /** Until when others are waited for after the first of these. */
  private @Nullable Deadline patience;

  /** Whether it was said that it cannot go on. */
  private boolean warned;

  TrashThreadExit(TrashThread trash, TrashLoop loop, LateDrain late) {
    this.trash = trash;
    this.loop = loop;
    this.late = late;
    this.consumers = loop.consumers();
  }

  /**
   * Done again once {@link ExitDrain#isOver}: others may have come before that, and have counted on
   * a thread to run what they closed. Where memory ends, it may take longer, and the others must
   * not suffer from it.
   */
  void begin() {
    stragglers = null;
    patience = null;
    try {
      hastenAndClose();
    } catch (Throwable failure) {
      Warnings.log(trash + " cannot be hastened", failure);
    }
  }

  /** Has what needs no release at the end of the process left out, and pauses cut short. */
  private void hastenAndClose() {
    try {
      consumers.beginExit();
    } finally {
      trash.beginClosing(); // Without memory for the rest as well.
    }
  }

  /** Where no thread can be started now, one may be later; else what was left is given up. */
  void bypassThoseInTheWay() {
    try {
      bypassThoseHalted();
      bypassThoseSlow();
    } catch (Throwable noThread) {
      if (!warned) {
        warned = true;
        Warnings.log(trash + " cannot go on", noThread);
      }
    }
  }

  /** They have called for this end, and so wait, for good. */
  private void bypassThoseHalted() {
    for (var halted : consumers.active().halted()) {
      bypass(halted, true);
    }
  }

  /** They may come back. */
  private void bypassThoseSlow() {
    for (var slow : consumers.active().inTheWay(PATIENCE.toNanos())) {
      bypass(slow, false);
    }
  }

  /** Whoever goes on in its place is waited for like it. */
  private void bypass(QueueConsumer stalled, boolean forGood) {
    var replacement = loop.bypass(stalled, forGood);
    late.bypassed(stalled.thread);
    if (stragglers != null) {
      stragglers.add(replacement);
    }
  }

  /** Whether all is over; waits for a moment where it is not. */
  boolean hasEnded() {
    boolean ended = Uninterruptibly.tryAwait(() -> loop.awaitEnd(Deadline.in(LOOK.toNanos())));
    if (ended) {
      late.startWhereNobodyDrains();
    }
    if ((ended || trash.isGivenUp()) && isOver()) {
      return true;
    }
    LockSupport.parkNanos(LOOK.toNanos());
    return false;
  }

  private boolean isOver() {
    return isNothingLeft() || areStragglersThrough();
  }

  /**
   * Whether nothing is left, and nobody runs anything. In this order: whoever took the last one is
   * there before that is gone from the queue; and whoever closes more has handed it off before he
   * leaves, so that the position shows it. In somebody's account is only what runs, not its thread:
   * so that is there again once it takes what it has closed.
   */
  private boolean isNothingLeft() {
    long next = consumers.next();
    boolean nothingLeft = consumers.haveNothingLeft();
    boolean nobodyRuns = consumers.active().awaited().isEmpty();
    boolean drained = late.isRunning();
    return nothingLeft && nobodyRuns && !drained && consumers.next() == next;
  }

  /**
   * Others may close more all the time. Then it is enough that the first are through; and, since
   * what they run may close more that others take, those who are there two seconds later.
   */
  private boolean areStragglersThrough() {
    if (patience != null && !patience.isOver()) {
      return false;
    }
    if (stragglers == null) {
      stragglers = new Stragglers(consumers);
    }
    if (!stragglers.areThrough()) {
      return false;
    }
    if (patience != null || ExitDrain.isOver()) { // Whoever comes after that counts on nobody.
      return true;
    }
    stragglers = null;
    patience = Deadline.in(PATIENCE.toNanos());
    return false;
  }
}
