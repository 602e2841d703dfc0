package io.backdrop;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Sees to what is in the queue of a trash thread after its end, because it came late, or because
 * memory ended and the thread with it. Whoever hands it off runs it.
 *
 * <p>Those who wait for that may come first. Who has all time runs it; who has a limit must not,
 * since it may take longer, nor who must not block: a thread is started for it, one at a time.
 *
 * <p>Meanwhile the trash thread counts as open: the end of the JVM waits for it as for any other,
 * and goes on in place of who calls for that end; and what is stuck is reported.
 */
final class LateDrain implements Runnable {

  /** How often who waits looks for what came late, in nanoseconds. */
  private static final long LOOK_AGAIN = 100_000_000;

  private final TrashThread trash;
  private final Registration registration;
  private final TrashLoop loop;
  private final QueueConsumers consumers;
  private final Backlog backlog;

  /** Whether there is such a thread. Any thread may start one. */
  private final AtomicBoolean running = new AtomicBoolean();

  LateDrain(TrashThread trash, Registration registration, TrashLoop loop, Backlog backlog) {
    this.trash = trash;
    this.registration = registration;
    this.loop = loop;
    this.consumers = loop.consumers();
    this.backlog = backlog;
  }

  /**
   * Runs what was handed off too late for the trash thread, in the queue and not in place, so that
   * a disposer that closes further values does not nest: it leaves them to the loop that it was
   * called from.
   */
  void handedOff(Disposal disposal, boolean mayRunOthers) {
    if (!consumers.active().noteHandOffOfCaller()) {
      if (!mayRunOthers && startDraining()) {
        return;
      }
      drain();
      report(disposal);
    }
  }

  /** The same for a caller that must not block, and so does not run what is not its own. */
  void runAlone(ClaimableDisposal<?> disposal) {
    registration.beginLate();
    try {
      consumers.runAlone(disposal);
    } finally {
      registration.endLate();
    }
    report(disposal);
  }

  private void report(Disposal disposal) {
    Refusals.report(
        trash,
        disposal.type(),
        IllegalStateException.class,
        () -> new IllegalStateException(trash + " was closed"));
  }

  /** For who has run disposers, or put something into the queue, that nobody else looks after. */
  void drainIfEnded() {
    if (backlog.hasEnded()) {
      drain();
    }
  }

  /** Waits for a mark until the time is over; returns whether it has passed. */
  boolean await(FlushMark mark, Deadline deadline) throws InterruptedException {
    do {
      consumers.marks().pass(); // Memory may have ended where who takes would have done that.
      if (!deadline.isOver() && loop.isOver() && !backlog.isEmpty()) {
        drainFor(deadline);
      }
      if (mark.await(Math.min(deadline.left(), LOOK_AGAIN))) {
        return true;
      }
    } while (!deadline.isOver());
    return false;
  }

  /** Where no thread can be had, who goes on waiting tries again. */
  private void drainFor(Deadline deadline) {
    if (deadline.isNever()) {
      drain();
    } else {
      startDraining();
    }
  }

  /** On the calling thread. */
  private void drain() {
    StackRoom.ensure();
    registration.beginLate();
    try {
      consumers.drain();
    } finally {
      registration.endLate();
    }
  }

  /** Starts a thread that drains, unless there is one; returns false when none can be had. */
  private boolean startDraining() {
    if (!running.compareAndSet(false, true)) {
      return true;
    }
    try {
      TrashThreadBuilder.named(loop.name()).newThread(this).start();
      return true;
    } catch (Throwable noThread) {
      running.set(false);
      return false;
    }
  }

  /** What comes while this ends either still sees it running, and is seen here, or starts anew. */
  @Override
  public void run() {
    do {
      try {
        drain();
      } finally {
        running.set(false);
      }
    } while (!backlog.isEmpty() && running.compareAndSet(false, true));
  }
}
