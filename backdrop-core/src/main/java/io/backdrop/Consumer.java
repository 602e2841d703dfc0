package io.backdrop;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A thread while it runs disposals of a {@link TrashThread}: that thread itself, one that helps it,
 * or one that runs its own value because there was no room for it.
 *
 * <p>It goes from turn to turn. In each it takes a few disposals and runs them; others only look at
 * how far it is.
 */
final class Consumer {

  /** Short disposals are taken so many at once. What one consumer has taken, no other can run. */
  static final int MOST_AT_ONCE = 16;

  /** Disposals that take no longer than this are short, in nanoseconds. */
  private static final long SHORT = 1_000;

  private static final VarHandle TURN;
  private static final VarHandle RUNNING;

  static {
    try {
      var lookup = MethodHandles.lookup();
      TURN = lookup.findVarHandle(Consumer.class, "turn", long.class);
      RUNNING = lookup.findVarHandle(Consumer.class, "running", Disposal.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  final Thread thread = Thread.currentThread();

  /** What it has taken, in this order; null from where it has begun. For its thread alone. */
  private final @Nullable LinkedDisposal<?>[] taken = new LinkedDisposal<?>[MOST_AT_ONCE];

  /** How many it takes at once. For its thread alone. */
  private int atOnce = 1;

  /** Whether the last of them is a mark, which is nobody's value. For its thread alone. */
  private boolean endsAtMark;

  /** How many of them are pending no more. For its thread alone. */
  private int over;

  /** Whether a disposal, or somebody before, has interrupted its thread. For that alone. */
  private boolean interrupted = Thread.interrupted();

  /** What was reported as stuck. For the watch alone. */
  private @Nullable Disposal told;

  /** Odd during a turn. Written by its thread. */
  private volatile long turn;

  /** When the turn began. Written by its thread, before the turn. */
  private long began;

  /** What it runs at the moment. Written by its thread. */
  private volatile @Nullable Disposal running;

  /** What that weighs. Written by its thread, before. */
  private long runningWeight;

  void begin(long now) {
    began = now;
    nextTurn();
  }

  /** Release: who sees that a turn is over sees what was done in it. */
  private void nextTurn() {
    TURN.setRelease(this, turn + 1);
  }

  /** Takes the next few; returns how many. For one consumer of a queue at a time. */
  int take(DisposalQueue queue, int most) {
    int count = 0;
    int limit = Math.min(most, atOnce);
    endsAtMark = false;
    while (count < limit && !endsAtMark) {
      var next = queue.poll();
      if (next == null) {
        break;
      }
      taken[count++] = next;
      // Who flushes waits for the end of this turn, and for nothing that comes later.
      endsAtMark = FlushMark.isOne(next);
    }
    return count;
  }

  /** Takes one that is in no queue any more. */
  int take(LinkedDisposal<?> disposal) {
    taken[0] = disposal;
    endsAtMark = false;
    return 1;
  }

  /** Runs what it has taken; returns what that weighed of it which is {@link #over}. */
  long run(int count, Isolation isolation, Retries retries) {
    long weight = 0;
    over = endsAtMark ? -1 : 0;
    for (int i = 0; i < count; i++) {
      var next = taken[i];
      taken[i] = null;
      if (next != null) {
        weight += run(next, isolation, retries);
      }
    }
    return weight;
  }

  private long run(LinkedDisposal<?> disposal, Isolation isolation, Retries retries) {
    long weight = begin(disposal, isolation);
    boolean isOver = true;
    if (disposal.isRetrying()) {
      isOver = retries.run(disposal, isolation);
    } else {
      isolation.run(disposal);
    }
    end();
    over += isOver ? 1 : 0;
    return isOver ? weight : 0;
  }

  /**
   * How many of those it has run are pending no more: all values but those that wait for another
   * attempt.
   */
  int over() {
    return over;
  }

  /** Runs one that is in no queue; where it is to be tried again, at once. */
  void runHere(LinkedDisposal<?> disposal, Isolation isolation) {
    begin(disposal, isolation);
    isolation.run(disposal);
    end();
  }

  private long begin(LinkedDisposal<?> disposal, Isolation isolation) {
    long weight = isolation.weigh(disposal);
    runningWeight = weight;
    RUNNING.setRelease(this, disposal); // Release, for the weight.
    return weight;
  }

  private void end() {
    RUNNING.setOpaque(this, null); // Others only look at it, now and then.
    interrupted |= Thread.interrupted(); // It concerns neither the next disposal nor the parking.
  }

  /** Takes more at once next time when these were short, and one alone when they were not. */
  void end(int count, long nanos) {
    nextTurn();
    atOnce = nanos < count * SHORT ? Math.min(2 * atOnce, MOST_AT_ONCE) : 1;
  }

  /**
   * What it runs, if its turn has been going on for longer, and nobody was told. For the watch
   * alone. All of it is of the same turn if the turn is the same before and after.
   */
  @Nullable Disposal newlyStuck(long now, long limit) {
    long before = turn;
    var stuck = running;
    boolean overdue = (before & 1) != 0 && now - began >= limit;
    if (!overdue || stuck == null || stuck == told || turn != before) {
      return null;
    }
    told = stuck;
    return stuck;
  }

  /** For a thread that has a life of its own: what was kept from the disposals it gets back. */
  void restoreInterrupt() {
    if (interrupted) {
      thread.interrupt();
    }
  }

  boolean isBusy() {
    return (turn & 1) != 0;
  }

  long turn() {
    return turn;
  }

  long began() {
    return began;
  }

  /** Adds up what it runs and has taken beside that, as far as another thread can see it. */
  void addTo(ResidueCount residue) {
    var now = running;
    if (now != null) {
      residue.add(now, runningWeight);
    }
    for (var next : taken) {
      if (next != null) {
        residue.add(next);
      }
    }
  }
}
