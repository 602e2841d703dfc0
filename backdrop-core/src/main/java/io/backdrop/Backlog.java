package io.backdrop;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What has been handed off and not yet run: a queue that knows how many disposals are in it or have
 * been taken and still run, and how many bytes they weigh. Neither exceeds its bound, since a
 * disposal is weighed, and has its place, before it is published; except by what enters regardless
 * of the bound, and by one that is heavier than it, which enters where nothing that weighs anything
 * is pending.
 *
 * <p>The count is the position in the queue, so the bound by count costs no atomic operation; that
 * by bytes costs one, for a disposal that weighs something. Producers do not read what the trash
 * thread writes all the time: they keep the count up to which there is room for certain, and look
 * again only when that is reached.
 */
final class Backlog extends DisposalQueue {

  private static final VarHandle BYTES_ENTERED;
  private static final VarHandle DONE;
  private static final VarHandle BYTES_DONE;
  private static final VarHandle BESIDE;

  static {
    try {
      var lookup = MethodHandles.lookup();
      BYTES_ENTERED = lookup.findVarHandle(Backlog.class, "bytesEntered", long.class);
      DONE = lookup.findVarHandle(Backlog.class, "done", long.class);
      BYTES_DONE = lookup.findVarHandle(Backlog.class, "bytesDone", long.class);
      BESIDE = lookup.findVarHandle(Backlog.class, "beside", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final long bound;
  private final long boundBytes;

  /** How many are no longer pending. Added to by those who have run them, or give them up. */
  private volatile long done;

  /** What those weighed. Added to likewise. */
  private volatile long bytesDone;

  /**
   * How many count as handed off without having been in the queue. Added to by those who will run
   * them, or give them up.
   */
  private volatile long beside;

  Backlog(long bound, long boundBytes) {
    this.bound = bound;
    this.boundBytes = boundBytes;
    this.roomUntil = Math.min(bound, Page.SIZE); // So that the first hand-off does not look for it.
  }

  /** Adds a disposal, if there is room for it, and unless it has ended. */
  boolean tryOffer(ClaimableDisposal<?> disposal) {
    return disposal.mayWeigh() ? tryOffer(disposal, disposal.weight()) : offer(disposal, 0, false);
  }

  boolean tryOffer(ClaimableDisposal<?> disposal, long weight) {
    return weight == 0 ? offer(disposal, 0, false) : offerCountingBytes(disposal, weight, false);
  }

  /** Adds a disposal, room or not, unless it has ended; returns whether it has added it. */
  boolean offerRegardless(ClaimableDisposal<?> disposal) {
    return offerCountingBytes(disposal, disposal.weight(), true);
  }

  /**
   * Takes the bytes before the position, since a position cannot be given back. Looks before that
   * whether there is a position: whoever finds none must not hold bytes for which another has one,
   * except for a moment, where several race for the last. Gives bytes back by the same method that
   * has taken them, for which the stack was enough.
   */
  private boolean offerCountingBytes(
      ClaimableDisposal<?> disposal, long weight, boolean regardless) {
    if ((!regardless && next() >= roomEnd()) || !addBytes(weight, regardless)) {
      return false;
    }
    boolean offered = false;
    try {
      offered = offer(disposal, weight, regardless);
    } finally {
      if (!offered) {
        addBytes(-weight, true);
      }
    }
    return offered;
  }

  private boolean addBytes(long more, boolean regardless) {
    while (true) {
      long now = bytesEntered;
      if (!regardless && !hasRoomFor(more, now - bytesDone)) {
        return false;
      }
      if (BYTES_ENTERED.compareAndSet(this, now, now + more)) {
        return true;
      }
    }
  }

  /**
   * What is heavier than the bound finds room where nothing that weighs anything is pending. Else
   * it would never find any, and closers would have to release the very values that are most worth
   * handing off; and it takes no more memory here than it did before.
   */
  private boolean hasRoomFor(long more, long pending) {
    return pending == 0 || boundBytes == Long.MAX_VALUE || pending <= boundBytes - more;
  }

  /** Counts a disposal of this weight as pending, room or not, that is not in the queue. */
  void enterBeside(long weight) {
    BESIDE.getAndAdd(this, 1L);
    addBytes(weight, true);
  }

  /**
   * {@code done} is read before {@code beside}, and whoever runs one beside the queue adds to
   * {@code beside} first, then to {@code done}: so an entry beside the queue can only make the
   * bound smaller. Whoever computes the limit goes by that, and does not read {@code roomUntil}
   * again: another may have written an older one meanwhile, and the room is there all the same.
   */
  @Override
  long roomEnd() {
    long gone = done - beside; // Read in this order.
    return gone > Long.MAX_VALUE - bound ? Long.MAX_VALUE : gone + bound;
  }

  /** Counts disposals as no longer pending. */
  void addDone(long disposals, long weight) {
    if (weight != 0) {
      BYTES_DONE.getAndAdd(this, weight);
    }
    DONE.getAndAdd(this, disposals);
  }

  /** How many have been handed off so far, in the queue or beside it. */
  long handedOff() {
    return next() + beside;
  }

  /** How many of them are no longer pending. */
  long done() {
    return done;
  }

  /** How many are pending. */
  long pending() {
    long gone = done(); // First, so that never more is done than was handed off.
    return handedOff() - gone;
  }

  /** Whether there is as much room as is taken. */
  boolean isHalfEmpty() {
    return pending() <= bound / 2 && bytes() <= boundBytes / 2;
  }

  /**
   * What those that are pending weigh. What is done is read last, so it is never more than was let
   * in at once.
   */
  long bytes() {
    return Math.max(0, bytesEntered - bytesDone);
  }
}
