package io.backdrop;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What has been handed off and not yet run: how many disposals, and how many bytes they weigh.
 * Whoever hands off enters first and only then publishes, so neither exceeds its bound but by what
 * enters regardless of it.
 *
 * <p>Entering is one compare-and-set, and a second one for a disposal that weighs something.
 * Producers do not read what the trash thread writes all the time: they keep the count up to which
 * there is room for certain, and look again only when that is reached.
 *
 * <p>A disposal is weighed twice, by its closer and by whoever runs it. Where its disposer does not
 * give the same answer both times the sum is off by the difference, until nothing is pending.
 */
sealed class Backlog extends FarFromEntered {

  private static final VarHandle ENTERED;
  private static final VarHandle BYTES_ENTERED;
  private static final VarHandle LEFT;
  private static final VarHandle BYTES_LEFT;

  static {
    try {
      var lookup = MethodHandles.lookup();
      ENTERED = lookup.findVarHandle(Entered.class, "entered", long.class);
      BYTES_ENTERED = lookup.findVarHandle(Entered.class, "bytesEntered", long.class);
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

  /** What those weighed. Added to by those who run them; put right by {@link #settle}. */
  private volatile long bytesLeft;

  Backlog(long bound, long boundBytes) {
    this.bound = bound;
    this.boundBytes = boundBytes;
    this.roomUntil = bound;
  }

  /** Counts a disposal as pending, if there is room for it. */
  boolean tryEnter(Disposal disposal) {
    return tryEnter(disposal.weight());
  }

  /** Makes up for having counted a disposal that is not pending after all. */
  void withdraw(Disposal disposal) {
    leave(1, disposal.weight());
  }

  final boolean tryEnter(long weight) {
    if (!tryEnterCount()) {
      return false;
    }
    if (weight == 0 || tryEnterBytes(weight)) {
      return true;
    }
    ENTERED.getAndAdd(this, -1L);
    return false;
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
   * A thread that writes an older limit over a newer one makes the next one look again, no more.
   */
  private long lookForRoom() {
    long gone = left;
    roomUntil = gone > Long.MAX_VALUE - bound ? Long.MAX_VALUE : gone + bound;
    return roomUntil;
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
   */
  void settle() {
    long weighed = bytesLeft;
    long bytes = bytesEntered;
    if (weighed != bytes && left == entered) {
      BYTES_LEFT.compareAndSet(this, weighed, bytes);
    }
  }

  /** How many have been handed off so far. */
  long entered() {
    return entered;
  }

  /** How many have been handed off by now, where so many of them had been run a moment ago. */
  long enteredAfter(long left) {
    return entered;
  }

  /** How many of them have been run so far. */
  long left() {
    return left;
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
    boolean tryEnter(Disposal disposal) {
      return true;
    }

    @Override
    void withdraw(Disposal disposal) {}

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

    /** No more than that: what has been run since was not pending then, as far as this knows. */
    @Override
    long enteredAfter(long left) {
      return left;
    }
  }
}

/** What producers write. */
abstract class Entered {

  /** How many have been handed off. Changed by producers, by atomic operations. */
  volatile long entered;

  /** What those weigh. Changed by producers, by atomic operations. */
  volatile long bytesEntered;

  /** How many may have been handed off before one has to look whether some have been run. */
  volatile long roomUntil;
}

/** Keeps what consumers write out of the cache line of the producers; see {@link DisposalQueue}. */
@SuppressWarnings("unused")
abstract class FarFromEntered extends Entered {
  private int p00, p01, p02, p03, p04, p05, p06, p07, p08, p09, p10, p11, p12, p13, p14, p15;
  private int p16, p17, p18, p19, p20, p21, p22, p23, p24, p25, p26, p27, p28, p29, p30, p31;
}
