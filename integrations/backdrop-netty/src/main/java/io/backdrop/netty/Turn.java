package io.backdrop.netty;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Who may take from a queue: at most one turn is pending or claimed at any time, and who has
 * claimed it is the only one to take. Each step by which it gets to somebody is one
 * compare-and-set, so that two who find a turn that was refused, cancelled or forgotten do not both
 * claim it.
 */
final class Turn extends AtomicReference<Turn.State> {

  private static final long serialVersionUID = 1;

  enum State {
    /** Nobody looks into the queue. */
    NONE,
    /** A turn is to come. */
    PENDING,
    /** Somebody takes from the queue. */
    CLAIMED
  }

  Turn() {
    super(State.NONE);
  }

  /**
   * Whether it is for the caller to see to a turn. Reads first: most of a burst find one pending.
   */
  boolean begin() {
    return get() == State.NONE && compareAndSet(State.NONE, State.PENDING);
  }

  boolean claim() {
    return compareAndSet(State.PENDING, State.CLAIMED);
  }

  /** Also one that nobody was left to see to. */
  boolean claimAny() {
    return claim() || claimNew();
  }

  boolean claimNew() {
    return compareAndSet(State.NONE, State.CLAIMED);
  }

  /** By who has claimed it, for the turn that is to go on with it. */
  void pend() {
    set(State.PENDING);
  }

  /** By who has claimed it. */
  void end() {
    set(State.NONE);
  }

  /** By who has begun it and cannot submit it: whoever comes next sees to all that has come. */
  void withdraw() {
    compareAndSet(State.PENDING, State.NONE);
  }
}
