package io.backdrop;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Sees to what is in the queue of a trash thread after its end, because it came late, or because
 * memory ended and the thread with it. Whoever hands it off runs it.
 *
 * <p>Those who wait for that may come first. Who has all time runs it; who has a limit must not,
 * since it may take longer: a thread is started for it, one at a time. Meanwhile the trash thread
 * counts as open: the end of the JVM waits for it as for any other, and what is stuck is reported.
 */
final class LateDrain implements Runnable {

  /** How often who waits looks for what came late, in nanoseconds. */
  private static final long LOOK_AGAIN = 100_000_000;

  private final TrashThread trash;
  private final TrashLoop loop;
  private final QueueConsumers consumers;
  private final Backlog backlog;

  /** Whether there is such a thread. Any thread may start one. */
  private final AtomicBoolean running = new AtomicBoolean();

  LateDrain(TrashThread trash, TrashLoop loop, Backlog backlog) {
    this.trash = trash;
    this.loop = loop;
    this.consumers = loop.consumers();
    this.backlog = backlog;
  }

  /**
   * Runs what was handed off too late for the trash thread, in the queue and not in place, so that
   * a disposer that closes further values does not nest: it leaves them to the loop that it was
   * called from.
   */
  void handedOff(Disposal disposal) {
    if (!consumers.active().noteHandOffOfCaller()) {
      StackRoom.ensure();
      consumers.drain();
      report(disposal);
    }
  }

  /** The same for a caller that must not block, and so does not run what is not its own. */
  void runAlone(ClaimableDisposal<?> disposal) {
    consumers.runAlone(disposal);
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
      consumers.drain();
    }
  }

  /** Waits for a mark until the time is over; returns whether it has passed. */
  boolean await(FlushMark mark, Deadline deadline) throws InterruptedException {
    do {
      if (!deadline.isOver() && loop.isOver() && !backlog.isEmpty()) {
        drain(deadline.isNever());
      }
      if (mark.await(Math.min(deadline.left(), LOOK_AGAIN))) {
        return true;
      }
    } while (!deadline.isOver());
    return false;
  }

  private void drain(boolean here) {
    if (here) {
      StackRoom.ensure();
      consumers.drain();
    } else if (running.compareAndSet(false, true)) {
      start();
    }
  }

  /** Where no thread can be had, who goes on waiting tries again. */
  private void start() {
    try {
      trash.register();
      TrashThreadBuilder.named(loop.name()).newThread(this).start();
    } catch (Throwable noThread) {
      end();
    }
  }

  @Override
  public void run() {
    try {
      consumers.drain();
    } finally {
      end();
    }
  }

  private void end() {
    trash.unregister();
    running.set(false);
  }
}
