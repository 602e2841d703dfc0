package io.backdrop;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether a {@link QueueConsumer} is in the way of what it is to run, at the end of the JVM, and
 * who has taken its place; see {@link Takeover}.
 */
final class Succession {

  private static final long NONE = -1;

  private final QueueConsumer consumer;

  /**
   * Who takes over what it has taken; the last, if several. Written by the thread of the {@link
   * ExitDrain}.
   */
  private volatile @Nullable QueueConsumer successor;

  /** One that never comes back, and whose turn is over when this leaves. Written before it runs. */
  private volatile @Nullable QueueConsumer predecessor;

  /** In which turn there was a takeover. For the thread of the {@link ExitDrain}, like the next. */
  private long takenOver = NONE;

  /** In which one there was a takeover that counts on the consumer's never coming back. */
  private long takenOverForGood = NONE;

  Succession(QueueConsumer consumer) {
    this.consumer = consumer;
  }

  /**
   * Another is about to take over, and has begun. Whoever waits for this one waits for that; and
   * for who has done so before, and may still run some of it.
   */
  void passTo(QueueConsumer other) {
    other.succession.successor = successor;
    successor = other;
  }

  /** It has not begun after all. */
  void takeBackFrom(QueueConsumer other) {
    successor = other.succession.successor;
  }

  @Nullable QueueConsumer successor() {
    return successor;
  }

  /** There is a takeover in the turn of that number. */
  void note(long turn, boolean forGood) {
    takenOver = turn;
    if (forGood) {
      takenOverForGood = turn;
    }
  }

  /** From now on the turn of that one is over when this one leaves. */
  void standInFor(QueueConsumer gone) {
    predecessor = gone;
  }

  @Nullable QueueConsumer predecessor() {
    return predecessor;
  }

  /**
   * Whether its thread has called for the end of the JVM, in the middle of a turn. To be asked once
   * that end has begun: from then on the call does not return.
   */
  boolean isHalted() {
    return consumer.isBusy()
        && !consumer.turn.isNow(takenOverForGood)
        && Stream.of(consumer.thread.getStackTrace()).anyMatch(Succession::endsTheJvm);
  }

  private static boolean endsTheJvm(StackTraceElement frame) {
    return frame.getMethodName().equals("exit")
        && frame.getClassName().equals(Runtime.class.getName());
  }

  /**
   * Whether its turn takes long with something to run, and nobody has taken over; or whoever has is
   * through, and this one has closed more since.
   */
  boolean isInTheWay(long limit, long now) {
    return consumer.turn.hasRunFor(limit, now)
        && (consumer.hasTaken() || !consumer.chain.isEmpty())
        && (!consumer.turn.isNow(takenOver) || hasMoreForAnother());
  }

  private boolean hasMoreForAnother() {
    var other = successor;
    return !consumer.chain.isEmpty() && (other == null || other.isThrough());
  }
}
