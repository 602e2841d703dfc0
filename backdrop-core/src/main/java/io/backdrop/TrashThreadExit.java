package io.backdrop;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The end of one trash thread as the JVM ends. For the thread of the {@link ExitDrain} alone, which
 * calls this again and again, for one trash thread after the other.
 */
final class TrashThreadExit {

  /** Where disposals take longer, another thread goes on with what is behind them. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final TrashThread trash;
  private final TrashLoop loop;
  private final QueueConsumers consumers;

  /** Those who ran something when it had ended, as far as they still do. */
  private @Nullable List<Awaited> others;

  /** Whether it was said that it cannot go on. */
  private boolean warned;

  TrashThreadExit(TrashThread trash, TrashLoop loop) {
    this.trash = trash;
    this.loop = loop;
    this.consumers = loop.consumers();
  }

  /**
   * Done again once {@link ExitDrain#isLate}, for those who have come before that. Where memory
   * ends, it may take longer, and the others must not suffer from it.
   */
  void begin() {
    others = null;
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
      takeOver(halted, true);
    }
  }

  /** They may come back. */
  private void bypassThoseSlow() {
    for (var slow : consumers.active().inTheWay(PATIENCE.toNanos())) {
      takeOver(slow, false);
    }
  }

  private void takeOver(QueueConsumer stalled, boolean forGood) {
    new Takeover(consumers, loop.guests(), stalled, forGood).startBeside(loop);
  }

  /** Whether all is over; waits for up to twice that time where it is not. */
  boolean hasEnded(Duration wait) {
    boolean ended = Uninterruptibly.tryAwait(() -> loop.awaitEnd(Deadline.in(wait.toNanos())));
    if ((ended || trash.isGivenUp()) && areOthersThrough()) {
      return true;
    }
    LockSupport.parkNanos(wait.toNanos());
    return false;
  }

  /** Whoever comes later is not waited for: there may be no end of them. */
  private boolean areOthersThrough() {
    var running = others;
    if (running == null) {
      running = consumers.awaitedConsumers();
      others = running;
    }
    return Awaited.areOver(running);
  }
}
