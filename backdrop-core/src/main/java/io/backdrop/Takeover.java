package io.backdrop;

import static java.util.Objects.requireNonNull;

/**
 * Another thread goes on where a consumer is in the way, at the end of the JVM: with what that has
 * taken and does not come to and, where it is the trash thread, with all the rest. Where that one
 * comes back, it goes on beside the other, as those do that help.
 */
final class Takeover {

  private final QueueConsumers consumers;
  private final Guests guests;
  private final QueueConsumer stalled;

  /** Whether the stalled one never comes back. */
  private final boolean forGood;

  Takeover(QueueConsumers consumers, Guests guests, QueueConsumer stalled, boolean forGood) {
    this.consumers = consumers;
    this.guests = guests;
    this.stalled = stalled;
    this.forGood = forGood;
  }

  /** Starts that thread. Where none can be had, throws, and all is as it was. */
  void startBeside(TrashLoop loop) {
    Runnable going = loop.runsOn(stalled.thread) ? () -> loop.continueAfter(this) : this::run;
    var thread = DaemonThreads.named(loop.name()).newThread(going);
    var successor = consumers.joinAndBegin(thread); // First: it is waited for from now on.
    stalled.succession.passTo(successor);
    long number = stalled.turn.number(); // Before the successor may end that turn.
    try {
      thread.start();
    } catch (Throwable noThread) {
      stalled.succession.takeBackFrom(successor);
      consumers.leave(successor);
      throw noThread;
    }
    stalled.succession.note(number, forGood);
  }

  /**
   * Runs what the stalled one has taken and does not come to: by the thread that goes on, so that
   * nothing is taken from the other before there is one. Where that one never comes back, this ends
   * its turn too, but last: somebody may wait for that turn alone. Likewise the turn of the one
   * that it had itself taken over from.
   */
  void run() {
    var successor = requireNonNull(consumers.active().caller());
    if (forGood) {
      successor.succession.standInFor(stalled);
    }
    try {
      consumers.runRestOf(stalled, successor);
    } finally {
      guests.leave(successor);
      endThoseGone(successor);
    }
  }

  private void endThoseGone(QueueConsumer successor) {
    var gone = successor.succession.predecessor();
    while (gone != null) {
      consumers.active().remove(gone);
      gone.turn.end();
      gone = gone.succession.predecessor();
    }
  }
}
