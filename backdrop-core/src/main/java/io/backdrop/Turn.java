package io.backdrop;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The turn that a {@link QueueConsumer} is in, and what others have done about one that takes long:
 * they note that by its number, so that it never reaches the next one.
 */
final class Turn {

  private static final long NONE = -1;

  private static final VarHandle NUMBER;

  static {
    try {
      NUMBER = MethodHandles.lookup().findVarHandle(Turn.class, "number", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /**
   * Odd while a turn goes on. Written by the consumer's thread; before that is started, by whoever
   * starts it; and where it never comes back, by the one that has taken its place.
   */
  private volatile long number;

  final TurnClock clock = new TurnClock();

  /**
   * The turn in which another runs what was taken, except for the one that the consumer is stuck
   * in. This and what follows is for the end of the JVM and for residues alone.
   */
  private volatile long bypassed = NONE;

  /** The turn of that other. Written, with its number, before {@code bypassed}. */
  private @Nullable Turn goneOnIn;

  private long goneOnInNumber;

  /** Which one of what was taken is left to the consumer all the same, if any. Written likewise. */
  private int leftWith;

  /**
   * The turn that was given up: what it runs is in somebody's residue. Written by whoever gives up.
   */
  private volatile long abandoned = NONE;

  void begin(long now) {
    clock.begin(now);
    next();
  }

  void end() {
    next();
  }

  /** Release: whoever sees that a turn is over sees what was done in it. */
  private void next() {
    NUMBER.setRelease(this, number + 1);
  }

  /** No two turns of a consumer have the same; see {@link #isGoingOn(long)}. */
  long number() {
    return number;
  }

  boolean isGoingOn() {
    return isGoingOn(number);
  }

  /** The turn that it is in now, for whoever waits for its end. */
  AwaitedTurn awaited() {
    return new AwaitedTurn(this, number);
  }

  /** Whether the consumer that had this number was in a turn. */
  static boolean isGoingOn(long number) {
    return (number & 1) != 0;
  }

  /** Whether it has been going on for as long as the limit, or longer, without rest or pause. */
  boolean isOverdue(long limit, long now) {
    return isGoingOn() && clock.isBusyFor(limit, now);
  }

  /**
   * Whether it has been going on for as long as the limit, rests not included. All of that is of
   * the same turn if the number is the same before and after.
   */
  boolean hasRunFor(long limit, long now) {
    long before = number;
    return isGoingOn(before) && clock.hasRunFor(limit, now) && number == before;
  }

  /**
   * Another runs what was taken in the turn of that number, except for the one at that index, in
   * the turn that it is in.
   */
  void bypass(long of, Turn by, int except) {
    goneOnIn = by;
    goneOnInNumber = by.number();
    leftWith = except;
    bypassed = of;
  }

  boolean isBypassed() {
    return isNow(bypassed);
  }

  /** To be asked where it {@linkplain #isBypassed is bypassed}. */
  int leftWith() {
    return leftWith;
  }

  /** What runs in the turn of that number is counted as left undone: nobody is to wait for it. */
  void abandon(long of) {
    abandoned = of;
  }

  boolean isAbandoned() {
    return isNow(abandoned);
  }

  /** Whether it is still the one of that number. */
  boolean isNow(long noted) {
    return noted == number && isGoingOn(noted);
  }

  /**
   * One turn that somebody waits for, or the one in which another went on. For the waiting thread
   * alone.
   */
  static final class AwaitedTurn implements Awaited {
    private Turn turn;
    private long number;

    private AwaitedTurn(Turn turn, long number) {
      this.turn = turn;
      this.number = number;
    }

    boolean isGoingOn() {
      return Turn.isGoingOn(number);
    }

    /**
     * Whether all that was taken in it has run, or was given up. Where another has taken over the
     * rest, this waits for that one instead, and remembers it at once: {@code bypassed} may be
     * overwritten in a later turn.
     */
    @Override
    public boolean isOver() {
      while (turn.number != number || turn.abandoned == number) {
        if (turn.bypassed != number) {
          return true;
        }
        number = turn.goneOnInNumber;
        turn = requireNonNull(turn.goneOnIn);
      }
      return false;
    }
  }
}
