package io.backdrop;

import org.jspecify.annotations.Nullable;

/**
 * Whether a trash thread that was closed has come to its end. For that thread alone.
 *
 * <p>Others may go on handing off without a pause, so that its queue is never empty. Once all has
 * been taken that was there as it was closed, the queue ends: from then on they release their own,
 * and the trash thread what is there, and what that closes.
 */
final class LoopEnd {

  private static final long NONE = Long.MAX_VALUE;

  private final DisposalQueue queue;
  private final QueueConsumers consumers;
  private final Retries retries;
  private final QueueConsumer self;

  /** The position of the first that is left to others, once the queue has ended. */
  private long end = NONE;

  /**
   * For those who run something beside it when it finds for the first time that nothing is left:
   * what they close, nobody else would run. Who comes later sees to that himself, and is not waited
   * for: there may be no end of them.
   */
  private @Nullable FlushMark guests;

  LoopEnd(DisposalQueue queue, QueueConsumers consumers, Retries retries, QueueConsumer self) {
    this.queue = queue;
    this.consumers = consumers;
    this.retries = retries;
    this.self = self;
  }

  /**
   * Others who run something may still hand off what nobody else would run: the {@link #guests},
   * unless the queue has ended, for then they see to it; and those that were bypassed.
   */
  boolean isReached(long closedAt) {
    return isAllTaken(closedAt)
        && retries.isEmpty()
        && (queue.hasEnded() || areGuestsThrough())
        && !consumers.active().isAnyBypassed()
        && retries.closeIfEmpty(); // Last: from then on who helps makes further attempts himself.
  }

  private boolean isAllTaken(long closedAt) {
    if (queue.isEmpty()) {
      return true;
    }
    if (end == NONE ? endsAt(closedAt) : self.pollHandOff()) {
      end = queue.next(); // After the queue has ended: who had not seen that is before it.
    }
    return queue.taken() >= end;
  }

  private boolean endsAt(long closedAt) {
    boolean takenAllBefore = queue.taken() >= closedAt;
    if (takenAllBefore) {
      queue.end();
    }
    return takenAllBefore;
  }

  private boolean areGuestsThrough() {
    if (guests == null) {
      guests = consumers.marks().add();
    }
    return guests.isOver();
  }

  /** Nobody asks any more. */
  void forget() {
    if (guests != null) {
      consumers.marks().forget(guests);
    }
  }
}
