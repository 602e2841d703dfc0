package io.backdrop;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What has been handed off and not yet run: a queue that knows how many disposals are in it or have
 * been taken and still run, and how many bytes they weigh. Whoever hands off enters first and only
 * then publishes, so neither exceeds its bound but by what enters regardless of it.
 *
 * <p>Entering is one compare-and-set, and a second one for a disposal that weighs something.
 * Producers do not read what the trash thread writes all the time: they keep the count up to which
 * there is room for certain, and look again only when that is reached.
 *
 * <p>A disposal is weighed twice, by its closer and by whoever runs it. Where its disposer does not
 * give the same answer both times the sum is off by the difference, until nothing is pending.
 */
sealed class Backlog extends DisposalQueue permits Backlog.Uncounted {

  private static final VarHandle ENTERED;
  private static final VarHandle BYTES_ENTERED;
  private static final VarHandle LEFT;
  private static final VarHandle BYTES_LEFT;

  static {
    try {
      var lookup = MethodHandles.lookup();
      ENTERED = lookup.findVarHandle(Backlog.class, "entered", long.class);
      BYTES_ENTERED = lookup.findVarHandle(Backlog.class, "bytesEntered", long.class);
      LEFT = lookup.findVarHandle(Backlog.class, "left", long.class);
      BYTES_LEFT = lookup.findVarHandle(Backlog.class, "bytesLeft", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final long bound;
  private final long boundBytes;

  /** How many have been run. Added to by those who run them. */
  private volatile long left;

  /**
   * How many were counted and could not be handed off, nor the count be taken back, because the
   * stack had ended. Added to without an atomic operation, which would be a call: of two threads
   * that do so at the same moment, one may be forgotten.
   */
  private volatile long stranded;

  /**
   * What those weighed that were run. Added to by those who run them; put right by {@link #settle}.
   */
  private volatile long bytesLeft;

  Backlog(long bound, long boundBytes) {
    this.bound = bound;
    this.boundBytes = boundBytes;
    this.roomUntil = bound;
  }

  /**
   * Adds a disposal that is {@linkplain LinkedDisposal#linkable linkable}, if there is room for it.
   */
  boolean tryOffer(LinkedDisposal<?> disposal) {
    return tryOffer(disposal, disposal.weight());
  }

  final boolean tryOffer(LinkedDisposal<?> disposal, long weight) {
    if (!tryEnter(weight)) {
      return false;
    }
    try {
      offer(disposal); // No call between the two: where the stack ends in it, the count would stay.
    } catch (StackOverflowError notEntered) {
      takeBack(weight);
      throw notEntered;
    }
    return true;
  }

  /** Adds a disposal, room or not. */
  final void offerRegardless(LinkedDisposal<?> disposal) {
    long weight = disposal.weight();
    enter(weight);
    try {
      offer(disposal);
    } catch (StackOverflowError notEntered) {
      takeBack(weight);
      throw notEntered;
    }
  }

  /** Makes up for having counted a disposal that is not in the queue after all. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // See the field.
  private void takeBack(long weight) {
    try {
      leave(1, weight);
    } catch (StackOverflowError notEvenThat) {
      stranded = stranded + 1;
    }
  }

  /** Counts a disposal of this weight as pending, if there is room for it. */
  final boolean tryEnter(long weight) {
    return tryEnterOnce(weight) || (settle() && tryEnterOnce(weight));
  }

  /**
   * What is too heavy is not counted first and taken back: it would take the place of one for which
   * there is room. That is left to those who race for the last bytes. The count comes before the
   * bytes, as {@link #settle} needs it.
   */
  private boolean tryEnterOnce(long weight) {
    if ((weight != 0 && !hasRoomFor(weight)) || !tryEnterCount()) {
      return false;
    }
    boolean enters = weight == 0;
    try {
      enters = enters || tryEnterBytes(weight);
    } finally {
      if (!enters) {
        takeBackCount();
      }
    }
    return enters;
  }

  /** As {@link #takeBack}: the stack may end here as well, while it ends for the bytes. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // See the field.
  private void takeBackCount() {
    try {
      ENTERED.getAndAdd(this, -1L);
    } catch (StackOverflowError notEvenThat) {
      stranded = stranded + 1;
    }
  }

  /** Counts a disposal of this weight as pending, room or not. */
  void enter(long weight) {
    ENTERED.getAndAdd(this, 1L);
    BYTES_ENTERED.getAndAdd(this, weight);
  }

  private boolean tryEnterCount() {
    while (true) {
      long now = entered;
      if (now >= roomUntil && now >= lookForRoom()) {
        return false;
      }
      if (ENTERED.compareAndSet(this, now, now + 1)) {
        return true;
      }
    }
  }

  /**
   * A thread that writes an older limit over a newer one makes the next one look again, no more: it
   * does not take away the room that another has just seen, which is therefore not read again.
   */
  private long lookForRoom() {
    long gone = left();
    long until = gone > Long.MAX_VALUE - bound ? Long.MAX_VALUE : gone + bound;
    roomUntil = until;
    return until;
  }

  private boolean hasRoomFor(long weight) {
    return bytesEntered - bytesLeft <= boundBytes - weight;
  }

  private boolean tryEnterBytes(long weight) {
    while (true) {
      long now = bytesEntered;
      if (now - bytesLeft > boundBytes - weight) {
        return false;
      }
      if (BYTES_ENTERED.compareAndSet(this, now, now + weight)) {
        return true;
      }
    }
  }

  /** Counts disposals as run. */
  void leave(long disposals, long weight) {
    if (weight != 0) {
      BYTES_LEFT.getAndAdd(this, weight);
    }
    LEFT.getAndAdd(this, disposals);
  }

  /**
   * Where nothing is pending, nothing weighs: then whatever entered has left. The bytes are read
   * before the counts, and entered after them, so that where the counts agree nobody is between.
   * Returns whether that has made room.
   */
  boolean settle() {
    long weighed = bytesLeft;
    long bytes = bytesEntered;
    return weighed != bytes && left() == entered && BYTES_LEFT.compareAndSet(this, weighed, bytes);
  }

  /** How many have been handed off so far. */
  long entered() {
    return entered;
  }

  /** How many of them are pending no more. */
  long left() {
    return left + stranded;
  }

  /** How many are pending. */
  final long pending() {
    long gone = left(); // First, so that never more has left than entered.
    return entered() - gone;
  }

  /** Whether there is as much room as is taken. */
  final boolean isHalfEmpty() {
    return pending() <= bound / 2 && bytes() <= boundBytes / 2;
  }

  /** What is pending weighs; more than nothing only while something is. */
  long bytes() {
    return Math.max(0, bytesEntered - bytesLeft);
  }

  /** One that nothing bounds, and so need not be counted: for who wants the cheapest hand-off. */
  static final class Uncounted extends Backlog {

    Uncounted() {
      super(Long.MAX_VALUE, Long.MAX_VALUE);
    }

    @Override
    boolean tryOffer(LinkedDisposal<?> disposal) {
      offer(disposal);
      return true;
    }

    @Override
    void enter(long weight) {}

    @Override
    void leave(long disposals, long weight) {
      super.leave(disposals, 0);
    }

    @Override
    long entered() {
      return left();
    }
  }
}
