package io.backdrop;

import static java.util.Objects.requireNonNull;

import java.util.function.BooleanSupplier;

/**
 * The threads that run disposals of a trash thread beside it or in its place, each for a moment:
 * one that helps, that found no room, that comes after the end, or that goes on where another is
 * stuck.
 *
 * <p>About the stack: whoever calls one of these has made sure of his {@link StackRoom}. Where the
 * stack ends in here, what was taken is lost.
 */
final class Guests {

  private final QueueConsumers consumers;
  private final Backlog backlog;
  private final Retries retries;

  Guests(QueueConsumers consumers, Backlog backlog, Retries retries) {
    this.consumers = consumers;
    this.backlog = backlog;
    this.retries = retries;
  }

  /** Runs disposals that are in reach; returns how many. */
  int help(int most) {
    var guest = consumers.join(Pacer.NONE);
    try {
      int done = help(guest, most);
      if (guest.pollHandOff()) {
        drainFurther(guest);
      }
      return done;
    } finally {
      consumers.leave(guest);
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

  /** Runs what there is, and what that closes, because nobody else may. */
  void drain() {
    try {
      endRetries();
    } finally {
      drainQueue();
    }
  }

  private void drainQueue() {
    if (backlog.isEmpty()) {
      return;
    }
    var guest = consumers.join(Pacer.NONE);
    try {
      drain(guest);
    } finally {
      consumers.leave(guest);
    }
  }

  /**
   * Runs what is in the queue, and what that closes in turn. Not what others hand off meanwhile,
   * without an end maybe: they see to it. By the count and not by what is within reach: a producer
   * that does not see yet that it is on its own may not have filled its place either.
   */
  private void drain(QueueConsumer guest) {
    long end = backlog.next();
    while (backlog.taken() < end) {
      if (consumers.runNext(guest, Integer.MAX_VALUE) == 0) {
        Thread.onSpinWait();
      }
      if (guest.pollHandOff()) {
        end = backlog.next();
      }
    }
  }

  /**
   * What a guest's disposals have closed after the end is left to him; and by this same guest,
   * since it is for him that the end of the JVM waits.
   */
  private void drainFurther(QueueConsumer guest) {
    StackRoom.ensure();
    drain(guest);
  }

  /**
   * Runs a disposal that was in no queue. Where that has closed more after the end, runs that too,
   * unless the caller must not block; returns whether it has not.
   */
  boolean runHere(
      QueueConsumer guest, ClaimableDisposal<?> disposal, BooleanSupplier mustNotBlock) {
    consumers.runHere(guest, disposal, consumers.weigh(disposal));
    if (!guest.pollHandOff()) {
      return false;
    }
    if (mustNotBlock.getAsBoolean()) {
      return true;
    }
    drainFurther(guest);
    return false;
  }

  /**
   * Runs a disposal as if it had been in the queue, room or not, and been taken out of it. Returns
   * whether that has closed more which nobody sees to.
   */
  boolean runAlone(ClaimableDisposal<?> disposal) {
    long weight = disposal.weight();
    var guest = consumers.join(Pacer.NONE);
    backlog.enterBeside(weight);
    try {
      guest.leaveFurtherAttemptsTo(backlog);
      consumers.runTaken(guest, disposal, weight, backlog.next() - 1); // As if it were the last.
      return guest.pollHandOff();
    } finally {
      consumers.leave(guest);
    }
  }

  /**
   * Where an error has ended the thread that saw to them, those that wait for another attempt have
   * no more time to wait. Else there are none.
   */
  void endRetries() {
    retries.close();
    while (!retries.isEmpty()) {
      endNextRetry();
    }
  }

  /**
   * Each by a guest of its own: another would begin its next turn without the lock under which a
   * residue is counted, which is to see him in one and the same turn.
   */
  private void endNextRetry() {
    var guest = consumers.join(Pacer.NONE); // First: memory may end here.
    try {
      var last = retries.poll();
      if (last != null) {
        consumers.runTaken(guest, last.disposal(), last.weight(), last.position());
      }
    } finally {
      consumers.leave(guest);
    }
  }

  /**
   * Runs what a stalled one has taken and does not come to. When that never comes back, its turn is
   * over then, and not before: somebody may wait for that alone. So is that of the one which it was
   * itself to stand in for.
   */
  void bypass(QueueConsumer stalled, boolean forGood) {
    var replacement = requireNonNull(consumers.active().caller());
    if (forGood) {
      replacement.standInFor(stalled);
    }
    try {
      consumers.runTakenBy(stalled, replacement);
      if (backlog.hasEnded()) {
        drainFurther(replacement); // The stalled one may have been the last to do so.
      }
    } finally {
      consumers.leave(replacement);
      for (var gone = replacement.standsInFor(); gone != null; gone = gone.standsInFor()) {
        consumers.active().remove(gone);
        gone.turn.end();
      }
    }
  }
}
