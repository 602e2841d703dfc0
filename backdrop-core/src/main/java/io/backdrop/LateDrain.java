package io.backdrop;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sees to what is in the queue of a trash thread after its end, because it came late, or because
 * memory ended and the thread with it. Whoever hands it off runs it.
 *
 * <p>Those who wait for that may come first. Whoever has all time runs it; whoever has a limit must
 * not, since it may take longer, nor who must not block: a thread is started for it, one at a time.
 * At the end of the JVM, once the open trash threads have been drained, such a thread would be cut
 * off: then whoever hands off runs it, or waits for it, whatever he must not do.
 *
 * <p>Meanwhile the trash thread counts as open: the end of the JVM waits for it as for any other,
 * and goes on in place of whoever calls for that end; and what is stuck is reported.
 */
final class LateDrain implements Runnable {

  /** How often who waits looks for what came late, in nanoseconds. */
  private static final long LOOK_AGAIN = 100_000_000;

  /** How long others may keep somebody who closes, in nanoseconds, where all is through already. */
  private static final long PATIENCE = 2_000_000_000;

  private final TrashThread trash;
  private final Registration registration;
  private final TrashLoop loop;
  private final QueueConsumers consumers;
  private final Guests guests;
  private final Backlog backlog;
  private final LongSupplier nanoTime;

  /** That thread, if there is one. Set by any that starts it; unset by itself, or in its place. */
  private final AtomicReference<@Nullable Thread> drainer = new AtomicReference<>();

  LateDrain(
      TrashThread trash,
      Registration registration,
      TrashLoop loop,
      Backlog backlog,
      LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.trash = trash;
    this.registration = registration;
    this.loop = loop;
    this.consumers = loop.consumers();
    this.guests = loop.guests();
    this.backlog = backlog;
  }

  /**
   * Runs what was handed off too late for the trash thread, in the queue and not in place, so that
   * a disposer that closes further values does not nest: it leaves them to the loop that it was
   * called from.
   */
  void handedOff(Disposal disposal, boolean mayRunOthers) {
    if (!consumers.active().noteHandOffOfCaller() && (mayRunOthers || !startDraining())) {
      drain();
      report(disposal);
    }
  }

  /** The same for a caller that must not block, nor pause between attempts. */
  void takeFromWhoMustNotBlock(ClaimableDisposal<?> disposal) {
    if (disposal.isRetrying()) {
      backlog.offerRegardless(disposal);
      handedOff(disposal, false);
    } else {
      runAlone(disposal);
      report(disposal);
    }
  }

  /** What else is in the queue is not the caller's; what this one closes goes there as well. */
  void runAlone(ClaimableDisposal<?> disposal) {
    registration.beginLate();
    try {
      if (guests.runAlone(disposal) && !startDraining()) {
        drain();
      }
    } finally {
      registration.endLate();
    }
  }

  /**
   * Runs one that found no room, see {@link Guests#runHere}. The guest joins before he asks whether
   * all has ended, and whoever ends says so before he looks for guests: one of the two sees the
   * other.
   */
  void runHere(ClaimableDisposal<?> disposal, BooleanSupplier mustNotBlock) {
    var guest = consumers.join(Pacer.NONE);
    boolean late = backlog.hasEnded();
    try {
      if (late) {
        registration.beginLate();
        hurryAtExit();
      }
      if (guests.runHere(guest, disposal, mustNotBlock) && !startDraining()) {
        consumers.leave(guest); // A thread is one guest at a time. To leave again does no harm.
        drain();
      }
    } finally {
      leave(guest, late);
    }
    if (late) {
      report(disposal);
    }
  }

  private void leave(QueueConsumer guest, boolean late) {
    consumers.leave(guest);
    if (late) {
      registration.endLate();
    } else if (backlog.hasEnded()) {
      registration.removeIfOver();
    }
  }

  /** See {@link Guests#help}. */
  int help(int most) {
    if (consumers.haveNothingLeft()) {
      return 0;
    }
    registration.beginLate();
    try {
      return guests.help(most);
    } finally {
      registration.endLate();
    }
  }

  private void report(Disposal disposal) {
    Refusals.report(
        trash,
        disposal.type(),
        IllegalStateException.class,
        () -> new IllegalStateException(trash + " was closed"));
  }

  /** An error may have ended who would have done so, or he may be stuck. */
  void startWhereNobodyDrains() {
    if (!consumers.haveNothingLeft() && !consumers.active().isAnyGoingOn()) {
      startDraining(true);
    }
  }

  /**
   * Whether there is a thread for what came late, and not stuck in what is in somebody's account.
   */
  boolean isRunning() {
    var by = drainer.get();
    return by != null && !consumers.active().isAbandoned(by);
  }

  /**
   * It may be that thread which does not come back: then another can be started. Where it does come
   * back, it goes on beside that, and ends as that does.
   */
  void bypassed(Thread stalled) {
    drainer.compareAndSet(stalled, null);
  }

  /** Waits for a mark until the time is over; returns whether it has passed. */
  boolean await(FlushMark mark, Deadline deadline) throws InterruptedException {
    do {
      consumers.marks().pass(); // Memory may have ended where whoever takes would have done that.
      if (!deadline.isOver() && loop.isOver() && !consumers.haveNothingLeft()) {
        drainFor(deadline);
      }
      if (mark.await(Math.min(deadline.left(), LOOK_AGAIN))) {
        return true;
      }
    } while (!deadline.isOver());
    return false;
  }

  /**
   * Waits until nothing is left, nor runs; for others may hand off all the time, no longer than is
   * enough for what came late to close all that it is going to.
   */
  void awaitQuiet(Deadline deadline) throws InterruptedException {
    long began = nanoTime.getAsLong();
    deadline.await(() -> isQuiet() || nanoTime.getAsLong() - began >= PATIENCE);
  }

  /**
   * In this order: a turn begins before anything is taken in it, and what is closed in it is handed
   * off before it is over, so that the position shows that.
   */
  private boolean isQuiet() {
    long next = consumers.next();
    return consumers.haveNothingLeft()
        && !consumers.active().isAnyBusy()
        && consumers.next() == next;
  }

  /**
   * Where no thread can be had, who goes on waiting tries again; but not at the end of the JVM,
   * when somebody may have counted on the one that was not started.
   */
  private void drainFor(Deadline deadline) {
    if (deadline.isNever() || (!startDraining() && ExitDrain.isOver())) {
      drain();
    }
  }

  /** On the calling thread. */
  private void drain() {
    StackRoom.ensure();
    registration.beginLate();
    try {
      hurryAtExit();
      guests.drain();
    } finally {
      registration.endLate();
    }
  }

  /**
   * The end of the JVM has not hastened what it did not find open, and would wait for its pauses.
   */
  private void hurryAtExit() {
    if (ExitDrain.isOver()) {
      consumers.beginExit();
    }
  }

  private boolean startDraining() {
    return startDraining(false);
  }

  /**
   * Starts a thread that drains, unless there is one. Returns false when none can be had; or when
   * the drain at the end of the JVM is over, which would have waited for it, and is not the caller.
   */
  private boolean startDraining(boolean atExit) {
    StackRoom.ensure(); // What is said to be running must be started.
    try {
      if (!atExit && ExitDrain.isOver()) { // First: nobody is to count on one that is not started.
        return false;
      }
      if (drainer.get() != null) {
        return true;
      }
      var thread = TrashThreadBuilder.named(loop.name()).newThread(this);
      return !drainer.compareAndSet(null, thread) || start(thread, atExit);
    } catch (OutOfMemoryError noThread) {
      return false;
    }
  }

  /**
   * Registers it first, since the JVM may end before it begins; and then asks whether the drain at
   * that end is over. That looks once more after it has said so: one of the two sees the other.
   */
  private boolean start(Thread thread, boolean atExit) {
    registration.beginLate();
    boolean started = (atExit || !ExitDrain.isOver()) && tryStart(thread);
    if (!started) {
      drainer.set(null);
      if (backlog.isEmpty()) { // Else somebody counts on it: for the end of the JVM to see to.
        registration.endLate();
      }
    }
    return started;
  }

  private static boolean tryStart(Thread thread) {
    try {
      thread.start();
      return true;
    } catch (Throwable noThread) {
      return false;
    }
  }

  /** What comes while this ends either still sees it running, and is seen here, or starts anew. */
  @Override
  public void run() {
    var self = Thread.currentThread();
    try {
      do {
        drainPersistently();
        drainer.compareAndSet(self, null);
      } while (!backlog.isEmpty() && drainer.compareAndSet(null, self));
    } finally {
      registration.endLate();
    }
  }

  /** Those who count on this have gone on. */
  private void drainPersistently() {
    while (!consumers.haveNothingLeft()) {
      try {
        guests.drain();
      } catch (Throwable noMemory) {
        LockSupport.parkNanos(LOOK_AGAIN);
        Thread.interrupted();
      }
    }
  }
}
