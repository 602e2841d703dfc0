package io.backdrop;

import java.time.Duration;
import java.util.Set;
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

  /** Set once the thread has ended: what was there then, and who was in a turn, is waited for. */
  private @Nullable FlushMark mark;

  /** Of those who still ran something when that was over, the ones that still do. */
  private @Nullable Set<QueueConsumer> last;

  /** Whether it was said that it cannot go on. */
  private boolean warned;

  TrashThreadExit(TrashThread trash, TrashLoop loop, LateDrain late) {
    this.trash = trash;
    this.loop = loop;
    this.late = late;
    this.consumers = loop.consumers();
  }

  /** Where memory ends, it may take longer, and the others must not suffer from it. */
  void begin() {
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
      late.bypassed(halted.thread);
    }
  }

  /** They may come back. */
  private void bypassThoseSlow() {
    for (var slow : consumers.active().inTheWay(PATIENCE.toNanos())) {
      bypass(slow, false);
    }
  }

  /** The one that goes on in its place is to be waited for as well. */
  private void bypass(QueueConsumer stalled, boolean forGood) {
    loop.bypass(stalled, forGood);
    last = null;
  }

  /** Whether all is over; waits for a moment where it is not. */
  boolean hasEnded() {
    boolean ended = Uninterruptibly.tryAwait(() -> awaitEnd(Deadline.in(LOOK.toNanos())));
    return (ended || trash.isGivenUp()) && areLastThrough();
  }

  /** As {@link TrashThread#awaitEnd}, but helping nobody: what others run may take for ever. */
  private boolean awaitEnd(Deadline deadline) throws InterruptedException {
    if (!loop.awaitEnd(deadline)) {
      return false;
    }
    late.startWhereNobodyDrains();
    if (mark == null) {
      mark = consumers.marks().add();
    }
    return mark.await(deadline.left());
  }

  /** What they run may close more. Who comes only now is not waited for: there may be no end. */
  private boolean areLastThrough() {
    var running = consumers.active().awaited();
    if (last == null) {
      last = running;
    } else {
      last.retainAll(running);
    }
    if (last.isEmpty() && !late.isRunning() && consumers.haveNothingLeft()) {
      return true;
    }
    LockSupport.parkNanos(LOOK.toNanos());
    return false;
  }
}
