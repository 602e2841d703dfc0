package io.backdrop;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * The threads that run disposals of a trash thread beside it or in its place, each for a moment:
 * one that helps, that found no room, that comes after the end, or that goes on where another is
 * stuck. What their disposals close after the end they run themselves; so does one that found no
 * room, as long as there is none.
 *
 * <p>While there is one after the end, the trash thread counts as open: the end of the JVM waits
 * for it as for any other, and what is stuck is reported.
 *
 * <p>About the stack: whoever calls one of these has made sure of the {@link StackRoom}. Where the
 * stack ends in here, what was taken is lost.
 */
final class Guests {

  /** When to try again where memory has ended, in nanoseconds. */
  static final long RETRY_NANOS = 100_000_000;

  private final QueueConsumers consumers;
  private final Backlog backlog;
  private final Retries retries;
  private final ExitRegistration registration;
  private final Supplier<String> name;

  Guests(
      QueueConsumers consumers,
      Backlog backlog,
      Retries retries,
      ExitRegistration registration,
      Supplier<String> name) {
    this.consumers = consumers;
    this.backlog = backlog;
    this.retries = retries;
    this.registration = registration;
    this.name = name;
  }

  /** Runs disposals that are in reach; returns how many. */
  int help(int most) {
    var guest = enter(true);
    try {
      return help(guest, most);
    } finally {
      leave(guest);
    }
  }

  private int help(QueueConsumer guest, int most) {
    int done = 0;
    while (done < most) {
      int count = consumers.runNext(guest, most - done);
      if (count == 0) {
        break;
      }
      done += count;
    }
    return done;
  }

  /**
   * Runs a disposal that was in no queue; with all its attempts, and so with pauses maybe. If it
   * may pause, it also runs what that disposal closes, as far as there is no room for it.
   */
  void runHere(ClaimableDisposal<?> disposal, boolean mayPause) {
    long weight = consumers.weigh(disposal); // First: others wait for guests, and it may take long.
    var guest = enter(mayPause);
    if (mayPause) {
      guest.keepWhatItCloses();
    }
    try {
      consumers.runHere(guest, disposal, weight);
    } finally {
      leave(guest);
    }
  }

  /**
   * Runs it as if it had been in the queue, room or not, and been taken out of it: one attempt, so
   * that it may wait for another with the others.
   */
  void runWithoutPauses(ClaimableDisposal<?> disposal) {
    long weight = disposal.weight();
    var guest = enter(false);
    try {
      backlog.enterBeside(weight);
      consumers.takeAndRun(guest, disposal, weight, backlog.next() - 1); // As if it were the last.
    } finally {
      leave(guest);
    }
  }

  /**
   * Has a thread of its own make all further attempts, where nobody else is left to: it is a guest
   * as well, and waited for. Not late in the end of the JVM, which would cut it off: this adds the
   * guest, and then reads whether it is late; the drain writes that it is late, and then looks for
   * guests. So one of the two sees the other's.
   *
   * <p>Holds the lock under which pending disposals are counted, and given up: so the disposal is
   * counted with the one guest or the other, and one that was given up stays where it is.
   */
  private boolean finishElsewhere(QueueConsumer from, Retry retry, long weight, long position) {
    try {
      var thread = DaemonThreads.named(name.get()).newThread(() -> finish(retry.pause()));
      synchronized (retries) {
        if (from.turn.isAbandoned()
            || !tryStart(consumers.joinAndTake(thread, retry.disposal(), weight, position))) {
          return false;
        }
        from.runner.moveOn();
        return true;
      }
    } catch (OutOfMemoryError noThread) {
      return false;
    }
  }

  private boolean tryStart(QueueConsumer guest) {
    boolean started = false;
    try {
      if (!ExitDrain.isLate()) {
        guest.thread.start();
        started = true;
      }
    } finally {
      if (!started) {
        consumers.leave(guest);
      }
    }
    return started;
  }

  private void finish(long pause) {
    var guest = requireNonNull(consumers.active().caller());
    try {
      retries.pause(pause, guest.turn.clock);
      consumers.runBatch(guest);
    } finally {
      leave(guest);
    }
  }

  /**
   * Adds the guest, and then reads whether the queue has ended; whoever ends it writes that first,
   * and then looks for guests. So one of the two sees the other's.
   */
  private QueueConsumer enter(boolean mayPause) {
    var guest = consumers.join(Pacer.NONE);
    if (!mayPause) {
      guest.runner.leaveFurtherAttemptsTo(
          (retry, weight, position) -> finishElsewhere(guest, retry, weight, position));
    }
    if (backlog.hasEnded()) {
      registration.addGuest();
      hurryAtExit();
    }
    return guest;
  }

  /**
   * The end of the JVM shortens the pauses of what it finds open alone; for others the guest does
   * it, or that end would wait for them.
   */
  private void hurryAtExit() {
    if (ExitDrain.isLate()) {
      try {
        consumers.beginExit();
      } catch (OutOfMemoryError unhurried) {
        // It takes longer.
      }
    }
  }

  /** To be called by each that has entered, or has joined in another way. */
  void leave(QueueConsumer guest) {
    try {
      runChain(guest);
    } finally {
      consumers.leave(guest);
      if (backlog.hasEnded()) {
        registration.removeIfOver();
      }
    }
  }

  /** Nobody else runs it: where memory ends, this tries again. */
  private void runChain(QueueConsumer guest) {
    while (!guest.chain.isEmpty()) {
      try {
        consumers.runChain(guest);
      } catch (OutOfMemoryError noMemory) {
        guest.endTurn();
        LockSupport.parkNanos(RETRY_NANOS);
      }
    }
  }
}
