package io.backdrop;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * What happens to a disposal that finds no room: its closer waits for some, if the user wants that
 * and the thread may block, and then does what the user chose. Once the trash thread is closed
 * there is no room any more, and the closer runs the disposal.
 */
final class FullBacklog {

  /** What becomes of a disposal for which a trash thread has no room. */
  @FunctionalInterface
  interface Overflow {

    /** Sees to the disposal, on the thread that closes. */
    void take(FullBacklog full, ClaimableDisposal<?> disposal);
  }

  /** How often a closer that waits for room looks for it, in nanoseconds. */
  private static final long ROOM_POLL = 50_000;

  private final TrashThread trash;
  private final TrashLoop loop;
  private final QueueConsumers consumers;
  private final Guests guests;
  private final Backlog backlog;
  private final ListenerCalls listener;
  private final Overflow overflow;
  private final long waitNanos;
  private final BooleanSupplier mustNotBlock;
  private final LongSupplier nanoTime;
  private final Parking parking;

  /** Disposals that found no room, by what became of them. Any thread may add. */
  private final LongAdder inCaller = new LongAdder();

  private final LongAdder elsewhere = new LongAdder();

  FullBacklog(
      TrashThread trash,
      TrashThreadBuilder settings,
      TrashLoop loop,
      Backlog backlog,
      ListenerCalls listener) {
    this.trash = trash;
    this.loop = loop;
    this.consumers = loop.consumers();
    this.guests = loop.guests();
    this.backlog = backlog;
    this.listener = listener;
    this.overflow = settings.overflow;
    this.waitNanos = settings.waitNanos;
    this.mustNotBlock = settings.mustNotBlock;
    this.nanoTime = settings.nanoTime;
    this.parking = settings.parking;
  }

  /** Whether the calling thread may neither wait nor run what is not its own. */
  boolean mustNotBlock() {
    return mustNotBlock.getAsBoolean();
  }

  /** Sees to a disposal that found no room, or came after the end. */
  void take(ClaimableDisposal<?> disposal) {
    if (!backlog.hasEnded()) {
      loop.catchUp();
      listener.full(disposal);
      takeWhileFull(disposal);
    } else if (!consumers.leaveToCaller(disposal)) {
      listener.full(disposal);
      runAfterEnd(disposal);
    }
  }

  /**
   * What a disposer closes always enters: its thread would wait for itself, or nest what it runs.
   */
  private void takeWhileFull(ClaimableDisposal<?> disposal) {
    if (consumers.active().includesCaller()) {
      if (!backlog.offerRegardless(disposal)) {
        consumers.leaveToCaller(disposal);
      }
    } else if (!awaitRoom(disposal)) {
      takeWithoutRoom(disposal);
    }
  }

  /** It may have ended while its closer waited: then nobody is to be handed anything any more. */
  private void takeWithoutRoom(ClaimableDisposal<?> disposal) {
    if (backlog.hasEnded()) {
      runAfterEnd(disposal);
    } else {
      overflow.take(this, disposal);
    }
  }

  private void runAfterEnd(ClaimableDisposal<?> disposal) {
    runInCaller(disposal);
    Refusals.reportClosed(trash, disposal.type());
  }

  /** Polls for room, so that the trash thread need not look whether somebody waits. */
  private boolean awaitRoom(ClaimableDisposal<?> disposal) {
    long nanos = mustNotBlock() ? 0 : waitNanos;
    if (nanos == 0) {
      return false;
    }
    long weight = disposal.weight();
    long began = nanoTime.getAsLong();
    while (!backlog.hasEnded() // Then nobody makes room.
        && nanoTime.getAsLong() - began < nanos
        && !Thread.currentThread().isInterrupted()) {
      parking.parkNanos(this, ROOM_POLL);
      if (backlog.tryOffer(disposal, weight)) {
        return true;
      }
    }
    return false;
  }

  void takeBeyondBound(ClaimableDisposal<?> disposal, LongConsumer alarm) {
    if (!backlog.offerRegardless(disposal)) {
      runAfterEnd(disposal);
      return;
    }
    try {
      HandlerCalls.call(() -> alarm.accept(backlog.pending()));
    } catch (StackOverflowError untold) {
      // It is in the queue, and no error must say otherwise.
    }
  }

  /**
   * A thread that must not block does not pause between attempts: it makes one of them, and leaves
   * the others to those who see to what waits for them.
   */
  void runInCaller(ClaimableDisposal<?> disposal) {
    // First: others wait for guests, and the user's test may take long.
    boolean mayPause = !mustNotBlock();
    if (disposal.isRetrying() && !mayPause) {
      StackRoom.ensure();
      guests.runWithoutPauses(disposal);
    } else {
      StackRoom.ensureForOne();
      guests.runHere(disposal, mayPause);
      inCaller.increment();
    }
  }

  void handTo(BackdropStrategy strategy, ClaimableDisposal<?> disposal) {
    try {
      strategy.execute(disposal);
    } catch (Throwable refusal) {
      if (disposal.hasBegun()) {
        elsewhere.increment();
        throw refusal; // It did run: this is what the disposer threw.
      }
      if (refusal instanceof StackOverflowError) {
        throw refusal; // The Backdrop stays open.
      }
      runInCaller(disposal);
      Refusals.report(strategy, disposal.type(), refusal);
      return;
    }
    elsewhere.increment();
  }

  long ranInCaller() {
    return inCaller.sum();
  }

  long wentElsewhere() {
    return elsewhere.sum();
  }
}
