package io.backdrop;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * What happens to a disposal that finds no room: its closer waits for some, if he may and wants to,
 * and then does what the user chose. Where there is to be none any more, he runs it.
 */
final class FullBacklog {

  /** How often who waits for room looks for it, in nanoseconds. */
  private static final long ROOM_POLL = 50_000;

  private final TrashLoop loop;
  private final QueueConsumers consumers;
  private final LateDrain late;
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
      TrashThreadBuilder settings,
      TrashLoop loop,
      LateDrain late,
      Backlog backlog,
      ListenerCalls listener) {
    this.loop = loop;
    this.consumers = loop.consumers();
    this.late = late;
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

  /** Sees to the disposal; returns whether it is in the queue after all. */
  boolean takes(ClaimableDisposal<?> disposal) {
    return backlog.isShut() ? takesWhileShut(disposal) : takesWhileFull(disposal);
  }

  private boolean takesWhileFull(ClaimableDisposal<?> disposal) {
    loop.catchUp();
    listener.full(disposal);
    return takesOfDisposer(disposal) || awaitRoom(disposal) || overflow.takes(this, disposal);
  }

  private boolean takesWhileShut(ClaimableDisposal<?> disposal) {
    if (takesOfDisposer(disposal)) {
      return true;
    }
    listener.full(disposal);
    return runInCaller(disposal);
  }

  /** Always, what a disposer closes: waiting would be for itself, running it would nest. */
  private boolean takesOfDisposer(ClaimableDisposal<?> disposal) {
    boolean closedByDisposer = consumers.active().includesCaller();
    if (closedByDisposer) {
      backlog.offerRegardless(disposal);
    }
    return closedByDisposer;
  }

  /** Looks for room now and then, which spares the trash thread to look for those who wait. */
  private boolean awaitRoom(ClaimableDisposal<?> disposal) {
    long nanos = mustNotBlock() ? 0 : waitNanos;
    if (nanos == 0) {
      return false;
    }
    long weight = disposal.weight();
    long began = nanoTime.getAsLong();
    while (!backlog.isShut()
        && !backlog.hasEnded() // Then nobody makes room for others.
        && nanoTime.getAsLong() - began < nanos
        && !Thread.currentThread().isInterrupted()) {
      parking.parkNanos(this, ROOM_POLL);
      if (backlog.tryOffer(disposal, weight)) {
        return true;
      }
    }
    return false;
  }

  boolean takeBeyondBound(ClaimableDisposal<?> disposal, LongConsumer alarm) {
    backlog.offerRegardless(disposal);
    try {
      HandlerCalls.call(() -> alarm.accept(backlog.pending()));
    } catch (StackOverflowError untold) {
      // It is in the queue, and no error must say otherwise.
    }
    return true;
  }

  /**
   * A thread that must not block does not pause between attempts: it makes one of them, and leaves
   * the others to those who see to what waits for them.
   */
  boolean runInCaller(ClaimableDisposal<?> disposal) {
    if (disposal.isRetrying() && mustNotBlock()) {
      StackRoom.ensure();
      late.runAlone(disposal);
    } else {
      StackRoom.ensureForOne();
      late.runHere(disposal, mustNotBlock);
      inCaller.increment();
    }
    return false;
  }

  boolean handTo(BackdropStrategy strategy, ClaimableDisposal<?> disposal) {
    elsewhere.increment(); // Also what is refused there, and so goes back to its closer.
    strategy.execute(disposal);
    return false;
  }

  long ranInCaller() {
    return inCaller.sum();
  }

  long wentElsewhere() {
    return elsewhere.sum();
  }
}
