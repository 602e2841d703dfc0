package io.backdrop;

import java.util.concurrent.atomic.AtomicInteger;
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

  /** How often those who wait for room look for it, all of them together, in nanoseconds. */
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

  /** How many closers wait for room. Each of them adds itself, and takes itself away. */
  private final AtomicInteger waiting = new AtomicInteger();

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
   * What a disposer closes does not wait for room, since its thread would wait for itself, and does
   * not run at once, since that would nest. A closer that found no room for its value, and may
   * block, runs next what that value holds: else small values that hold large ones would fill the
   * backlog without bound, their closers only ever running the small ones. What is closed by a
   * disposal that anybody else runs enters the queue, room or not.
   */
  private void takeWhileFull(ClaimableDisposal<?> disposal) {
    var consumer = consumers.active().busyCaller();
    if (consumer == null) {
      if (!awaitRoom(disposal)) {
        takeWithoutRoom(disposal);
      }
    } else if (consumer.keepsWhatItCloses() || !backlog.offerRegardless(disposal)) {
      consumers.leaveToCaller(disposal);
    }
  }

  /** The queue may have ended while the closer waited: then it goes to nobody else any more. */
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

  private boolean awaitRoom(ClaimableDisposal<?> disposal) {
    long nanos = mustNotBlock() ? 0 : waitNanos;
    if (nanos == 0) {
      return false;
    }
    long weight = disposal.weight();
    waiting.incrementAndGet();
    try {
      return awaitRoom(disposal, weight, nanos);
    } finally {
      waiting.decrementAndGet();
    }
  }

  /**
   * Polls for room, so that the trash thread need not look whether somebody waits. The more closers
   * wait, the less often each of them looks: else many would take the time from the thread that
   * makes the room.
   */
  private boolean awaitRoom(ClaimableDisposal<?> disposal, long weight, long nanos) {
    long began = nanoTime.getAsLong();
    long left = nanos;
    while (left > 0
        && !backlog.hasEnded() // Then nobody makes room.
        && !Thread.currentThread().isInterrupted()) {
      parking.parkNanos(this, Math.min(left, ROOM_POLL * waiting.get()));
      if (backlog.tryOffer(disposal, weight)) {
        return true;
      }
      left = nanos - (nanoTime.getAsLong() - began);
    }
    return false;
  }

  void takeBeyondBound(ClaimableDisposal<?> disposal, LongConsumer alarm) {
    if (!backlog.offerRegardless(disposal)) {
      runAfterEnd(disposal);
      return;
    }
    try {
      HandlerCalls.call(alarm, () -> alarm.accept(backlog.pending()));
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
