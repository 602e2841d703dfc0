package io.backdrop;

import org.jspecify.annotations.Nullable;

/**
 * A thread while it runs disposals of a {@link TrashThread}: that thread itself, one that helps it,
 * or one that runs its own value because there was no room for it.
 *
 * <p>It goes from turn to turn. In each it takes a few disposals, and its {@link BatchRunner} runs
 * them; others only look at how far it is.
 */
final class QueueConsumer {

  /** Short disposals are taken so many at once. What one consumer has taken, no other can run. */
  static final int MOST_AT_ONCE = 16;

  private static final int NOTHING = -1;

  /** Disposals that take no longer than this are short, in nanoseconds. */
  private static final long SHORT = 1_000;

  final Thread thread;

  /** The one that it is in, or was in. */
  final Turn turn = new Turn();

  /** What its disposers have closed without room for it, or after the end, and it is to run. */
  final Chain chain = new Chain();

  /** Who has taken over from it, at the end of the JVM. */
  final Succession succession = new Succession(this);

  /** As what else its thread was there when it joined. For whoever adds and removes it. */
  @Nullable QueueConsumer before;

  /** How its thread is held back. */
  final Pacer pacer;

  final BatchRunner runner;

  /** What it has taken in this turn. */
  private final Batch batch = new Batch();

  /** How many it takes at once. For its thread alone. */
  private int atOnce = 1;

  /** Whether it runs what its disposers close and finds no room. For its thread alone. */
  private boolean keepsWhatItCloses;

  /** What was reported as stuck. For the watch alone. */
  private @Nullable Disposal reported;

  QueueConsumer(Thread thread, Pacer pacer, Retries retries, ListenerCalls listener) {
    this.thread = thread;
    this.pacer = pacer;
    this.runner = new BatchRunner(thread, turn, batch, pacer, retries, listener);
  }

  void begin(long now) {
    turn.begin(now);
  }

  /** Takes the next few; returns how many. For one consumer of a queue at a time. */
  int take(DisposalQueue queue, int most) {
    return batch.take(queue, Math.min(most, atOnce));
  }

  /** Takes one that is in no queue any more, and had that position. */
  void take(ClaimableDisposal<?> disposal, long weight, long position) {
    batch.take(disposal, weight, position);
  }

  /** Whether it is in a turn and has taken something in it, as far as another thread can see. */
  boolean hasTaken() {
    return isBusy() && batch.count() > 0 && batch.get(0) != null;
  }

  /**
   * Takes what another {@linkplain #hasTaken has taken} and does not come to, because it is stuck
   * in one of these, or between two of them. To be called while nobody takes anything from the
   * queue.
   *
   * <p>The disposal that it is stuck in is left to it. The stalled consumer says where it is, then
   * reads {@code bypassed}, then begins what is there; this reads where it is and whether that has
   * begun, then writes {@code bypassed}. So a disposal that was seen begun is run by the stalled
   * one alone, which goes on with it even if another has begun it. One that was not may be run by
   * both: its own claim lets one of them, and each counts it as disposed of.
   *
   * <p>What was given up stays given up.
   */
  void takeOver(QueueConsumer stalled) {
    long number = stalled.turn.number();
    int at = stalled.batch.at();
    boolean begun = stalled.batch.hasBegun(at);
    batch.takeOver(stalled.batch, begun ? at + 1 : at);
    stalled.turn.bypass(number, turn, begun ? at : NOTHING);
    if (stalled.turn.isAbandoned()) {
      turn.abandon(turn.number());
    }
  }

  /** Takes the first of its chain, which is not empty, as if it were the last of the backlog. */
  void takeFromChain(Backlog backlog) {
    chain.moveFirstTo(batch, backlog);
  }

  /** Whether it is in no turn and its chain is empty, both at the same time. */
  boolean isThrough() {
    long before = turn.number();
    return !Turn.isGoingOn(before) && chain.isEmpty() && turn.number() == before;
  }

  /** It is the closer of a value that found no room, and so of all that this holds. */
  void keepWhatItCloses() {
    keepsWhatItCloses = true;
  }

  boolean keepsWhatItCloses() {
    return keepsWhatItCloses;
  }

  /** Takes more at once next time when these were short, and one alone when they were not. */
  void end(int count, long nanos) {
    turn.end();
    atOnce = nanos < count * SHORT ? Math.min(2 * atOnce, MOST_AT_ONCE) : 1;
  }

  /** Ends a turn that an error has left going on: somebody may wait for its end. */
  void endTurn() {
    if (isBusy()) {
      turn.end();
    }
  }

  /**
   * What it runs, if its turn has been going on for longer, and nobody was told. For the watch
   * alone. All of it is of the same turn if the turn is the same before and after.
   */
  @Nullable ClaimableDisposal<?> newlyStuck(long limit, long now) {
    long before = turn.number();
    if (!Turn.isGoingOn(before)) {
      reported = null; // It knows the class of its value.
      return null;
    }
    var stuck = batch.running();
    boolean overdue = turn.isOverdue(limit, now);
    if (!overdue || stuck == null || stuck == reported || turn.number() != before) {
      return null;
    }
    reported = stuck;
    return stuck;
  }

  boolean isBusy() {
    return turn.isGoingOn();
  }

  /** The lowest position of what it has taken in this turn. */
  long lowestPosition() {
    return isBusy() ? batch.position() : Batch.NO_POSITION;
  }

  /**
   * Adds up what it runs and has taken beside that, as far as another thread can see it; returns
   * how many. To be called while it cannot take anything, so that what it says of that is all of
   * one turn.
   */
  int addTo(ResidueCount residue) {
    if (turn.isBypassed()) {
      return batch.addIfRunning(residue, turn.leftWith());
    }
    return isBusy() ? batch.addTo(residue) : 0;
  }

  /**
   * Adds up the same, and gives it up: from then on nobody is to wait for that turn. What was given
   * up before is added to the other count. A turn in which nothing has been taken yet is not given
   * up, and is waited for.
   */
  void giveUp(ResidueCount now, ResidueCount before) {
    long number = turn.number();
    if (turn.isAbandoned()) {
      addTo(before);
    } else if (Turn.isGoingOn(number) && addTo(now) > 0) {
      turn.abandon(number);
    }
  }
}
