package io.backdrop;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * How a {@link QueueConsumer} runs disposals that may be tried again. For its thread alone.
 *
 * <p>Where there is to be another attempt, that is left to whoever sees to it later. Where nobody
 * does, it is made here.
 */
final class Attempts {

  /** Makes further attempts at a disposal, where whoever has made one must not pause. */
  @FunctionalInterface
  interface Elsewhere {

    /**
     * Takes one that has that weight, and had that position. Returns false where it stays with
     * whoever has made the attempt.
     */
    boolean tryTake(Retry retry, long weight, long position);
  }

  private final Turn turn;
  private final Batch batch;
  private final Interrupts interrupts;

  /**
   * Called as a disposal begins to wait elsewhere, under the lock for counting: so a residue counts
   * it once.
   */
  private final Runnable noLongerHere;

  /** Where further attempts are made if the thread must not pause. */
  private @Nullable Elsewhere elsewhere;

  Attempts(Turn turn, Batch batch, Interrupts interrupts, Runnable noLongerHere) {
    this.turn = turn;
    this.batch = batch;
    this.interrupts = interrupts;
    this.noLongerHere = noLongerHere;
  }

  /** The thread must not pause between attempts. */
  void leaveFurtherOnesTo(Elsewhere there) {
    elsewhere = there;
  }

  /** Makes one attempt, at what runs in the batch; returns whether that was all. */
  boolean makeOne(int index, Isolation isolation, Retries retries) {
    var retry = isolation.attempt(requireNonNull(batch.get(index)));
    if (retry == null) {
      return true;
    }
    long weight = batch.weight(index);
    if (tryPutOff(retry, weight, retries)) {
      return false;
    }
    if (elsewhere == null) {
      finishHere(retry, isolation, retries);
      return true;
    }
    if (tryHandOver(elsewhere, retry, weight)) {
      return false;
    }
    retries.finishHere(retry, isolation, true, turn.clock);
    return true;
  }

  private boolean tryPutOff(Retry retry, long weight, Retries retries) {
    try {
      return retries.add(retry, weight, batch.position(), noLongerHere);
    } catch (OutOfMemoryError noRoom) {
      return false;
    }
  }

  private boolean tryHandOver(Elsewhere there, Retry retry, long weight) {
    interrupts.keep(); // It is not for the other thread.
    return there.tryTake(retry, weight, batch.position());
  }

  private void finishHere(Retry retry, Isolation isolation, Retries retries) {
    boolean atOnce = interrupts.areHurrying();
    interrupts.pauseWasCutShort(retries.finishHere(retry, isolation, atOnce, turn.clock));
  }

  /** Makes all of them here, at one that is in no queue. */
  void makeAll(ClaimableDisposal<?> disposal, Isolation isolation, Retries retries) {
    boolean atOnce = interrupts.areHurrying();
    interrupts.pauseWasCutShort(retries.runAllHere(disposal, isolation, atOnce, turn.clock));
  }
}
