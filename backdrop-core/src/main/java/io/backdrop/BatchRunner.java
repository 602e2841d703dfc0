package io.backdrop;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * How a {@link QueueConsumer} runs what it has taken. For its thread alone; before that is started,
 * for whoever starts it.
 *
 * <p>Where there is to be another attempt, that is left to whoever sees to it later. Where nobody
 * does, it is made here.
 */
final class BatchRunner {

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
  private final Pacer pacer;
  private final Retries retries;
  private final ListenerCalls listener;
  private final Interrupts interrupts;

  /** Made before it is needed: then there may be no memory. */
  private final Runnable movingOn = this::moveOn;

  /** Where further attempts are made if the thread must not pause. */
  private @Nullable Elsewhere elsewhere;

  /** Which of those in the batch it runs. */
  private int running;

  /** How many of them are no longer pending. */
  private int finished;

  BatchRunner(
      Thread thread, Turn turn, Batch batch, Pacer pacer, Retries retries, ListenerCalls listener) {
    this.turn = turn;
    this.batch = batch;
    this.pacer = pacer;
    this.retries = retries;
    this.listener = listener;
    this.interrupts = new Interrupts(thread);
  }

  /** The thread must not pause between attempts. */
  void leaveFurtherAttemptsTo(Elsewhere there) {
    elsewhere = there;
  }

  /** Runs what is in the batch; returns what those of it weighed that are {@link #finished}. */
  long runAll(Isolation isolation) {
    finished = 0;
    long weight = 0;
    for (int i = 0; i < batch.count() && isToRun(i); i++) {
      weight += run(i, isolation);
    }
    return weight;
  }

  /** Whether that one is for this thread to run, and not only for another that has taken over. */
  private boolean isToRun(int index) {
    return !turn.isBypassed() || turn.leftWith() == index;
  }

  private long run(int index, Isolation isolation) {
    running = index;
    var disposal = requireNonNull(batch.get(index));
    long weight = batch.weight(index);
    long start = listener.begin();
    if (!disposal.isRetrying()) {
      pacer.run(disposal, weight, isolation, turn.clock);
    } else if (attempt(disposal, weight, isolation)) {
      pacer.ran(weight);
    } else {
      interrupts.keep();
      return 0;
    }
    finish(disposal, weight, start);
    return weight;
  }

  /**
   * Makes one attempt, and all further ones where nobody else does; returns whether the disposal
   * has come to its end.
   */
  private boolean attempt(ClaimableDisposal<?> disposal, long weight, Isolation isolation) {
    var retry = isolation.attempt(disposal);
    if (retry == null) {
      return true;
    }
    if (tryPutOff(retry, weight) || tryHandOver(retry, weight)) {
      return false;
    }
    finishHere(retry, isolation);
    return true;
  }

  private boolean tryPutOff(Retry retry, long weight) {
    try {
      return retries.add(retry, weight, batch.position(), movingOn);
    } catch (OutOfMemoryError noRoom) {
      return false;
    }
  }

  private boolean tryHandOver(Retry retry, long weight) {
    var there = elsewhere;
    if (there == null) {
      return false;
    }
    interrupts.keep(); // It is not for the other thread.
    return there.tryTake(retry, weight, batch.position());
  }

  private void finishHere(Retry retry, Isolation isolation) {
    if (elsewhere != null) {
      retries.finishHere(retry, isolation, true, turn.clock); // The thread must not pause.
    } else {
      boolean atOnce = interrupts.areHurrying();
      interrupts.pauseWasCutShort(retries.finishHere(retry, isolation, atOnce, turn.clock));
    }
  }

  /** Runs the one in the batch, which was in no queue; where it is to be tried again, here. */
  void runHere(ClaimableDisposal<?> disposal, long weight, Isolation isolation) {
    running = 0;
    long start = listener.begin();
    if (disposal.isRetrying()) {
      boolean atOnce = interrupts.areHurrying();
      interrupts.pauseWasCutShort(retries.runAllHere(disposal, isolation, atOnce, turn.clock));
    } else {
      isolation.run(disposal);
    }
    finish(disposal, weight, start);
  }

  private void finish(ClaimableDisposal<?> disposal, long weight, long start) {
    interrupts.keep();
    moveOn();
    finished++;
    listener.disposed(disposal.type(), weight, start);
  }

  /**
   * The one that runs is no longer pending, or is somebody else's from now on. In the second case
   * this is called under the lock for counting, so that a residue counts it once.
   */
  void moveOn() {
    batch.moveTo(running + 1); // Does no harm the second time.
  }

  /** How many of those run in this turn are no longer pending. */
  int finished() {
    return finished;
  }

  /** Gives the thread back the interrupts that were kept from the disposals. */
  void restoreInterrupt() {
    interrupts.restore();
  }
}
