package io.backdrop;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * The threads that run what is in one queue. One at a time takes disposals out; running them, they
 * do not wait for each other, so that one can help where another is stuck.
 */
final class QueueConsumers {

  /** At the end of the JVM no attempt is waited for longer than so many nanoseconds. */
  private static final long LONGEST_PAUSE_AT_EXIT = 1_000_000_000;

  private final Backlog backlog;
  private final LongSupplier nanoTime;
  private final Retries retries;
  private final ListenerCalls listener;
  private final RunningTotals totals;
  private final ActiveConsumers active;

  /** Held by the one thread that may poll the queue, for as long as that takes. */
  private final ReentrantLock taking = new ReentrantLock();

  /** How they are run: all, or at the end of the process those that matter then. */
  private volatile Isolation isolation;

  /** Whether the last one taken had waited for another attempt. Guarded by {@link #taking}. */
  private boolean retriedLast;

  /** Those who wait for what was handed off before. */
  private final FlushMarks marks;

  private final Leftovers leftovers;

  QueueConsumers(
      Backlog backlog,
      Isolation isolation,
      Retries retries,
      ListenerCalls listener,
      LongSupplier nanoTime) {
    this.listener = listener;
    this.backlog = backlog;
    this.isolation = isolation;
    this.retries = retries;
    this.nanoTime = nanoTime;
    this.active = new ActiveConsumers(nanoTime);
    this.marks = new FlushMarks(backlog, active::turns);
    this.leftovers = new Leftovers(backlog, retries, active, marks, taking);
    this.totals = new RunningTotals(backlog, retries, leftovers::lowestPosition, nanoTime);
  }

  FlushMarks marks() {
    return marks;
  }

  RunningTotals totals() {
    return totals;
  }

  ActiveConsumers active() {
    return active;
  }

  Leftovers leftovers() {
    return leftovers;
  }

  /** Whether nothing is in the queue, nor waits for another attempt. */
  boolean haveNothingLeft() {
    return backlog.isEmpty() && retries.isEmpty();
  }

  QueueConsumer join(Pacer pacer) {
    return join(Thread.currentThread(), pacer);
  }

  private QueueConsumer join(Thread thread, Pacer pacer) {
    var consumer = new QueueConsumer(thread, pacer, listener);
    active.add(consumer);
    return consumer;
  }

  /** For a thread that is to be started, and to begin with {@link #bypass}. */
  QueueConsumer joinAndBegin(Thread thread) {
    var consumer = join(thread, Pacer.NONE);
    consumer.begin(nanoTime.getAsLong());
    return consumer;
  }

  void leave(QueueConsumer consumer) {
    active.remove(consumer);
    if (consumer.isBusy()) {
      consumer.turn.end(); // An error has ended its turn, and somebody may wait for that.
    }
    consumer.restoreInterrupt();
  }

  /** Runs the next few disposals, at most so many; returns how many there were within reach. */
  int runNext(QueueConsumer consumer, int most) {
    int count = take(consumer, most, nanoTime.getAsLong());
    run(consumer, count);
    return count;
  }

  private void run(QueueConsumer consumer, int count) {
    long weight = consumer.run(isolation, retries);
    backlog.leave(consumer.finished(), weight);
    end(consumer, count);
  }

  /**
   * The turn begins before anything is taken: who takes what comes later sees that it has begun.
   */
  private int take(QueueConsumer consumer, int most, long now) {
    taking.lock();
    try {
      consumer.begin(now);
      return take(consumer, most);
    } finally {
      taking.unlock();
      marks.pass();
    }
  }

  /** By turns, where attempts take longer than the pauses between them: the queue must not wait. */
  private int take(QueueConsumer consumer, int most) {
    int taken = retriedLast ? takeFromQueue(consumer, most) : 0;
    retriedLast = false;
    if (taken > 0) {
      return taken;
    }
    var due = retries.pollDue();
    if (due == null) {
      return takeFromQueue(consumer, most);
    }
    retriedLast = true;
    consumer.take(due.disposal(), due.weight(), due.position());
    return 1;
  }

  private int takeFromQueue(QueueConsumer consumer, int most) {
    return consumer.take(backlog, marks.mostAtOnce(most));
  }

  private void end(QueueConsumer consumer, int count) {
    long now = nanoTime.getAsLong();
    long ran = consumer.turn.ran(now);
    if (count > 0) {
      totals.ran(ran, now);
    }
    consumer.end(count, ran); // Last: who waits for the end of the turn finds all counted.
  }

  /** Called when nothing is within reach. */
  void rest() {
    totals.idle();
  }

  /**
   * Runs disposals that are in reach, as a guest; returns how many. Who calls this has made sure of
   * his {@link StackRoom}: where the stack ends in here, what was taken is lost.
   */
  int help(int most) {
    var guest = join(Pacer.NONE);
    try {
      int done = help(guest, most);
      if (done > 0) {
        drainIfEnded(guest);
      }
      return done;
    } finally {
      leave(guest);
    }
  }

  private int help(QueueConsumer guest, int most) {
    int done = 0;
    while (done < most) {
      int count = runNext(guest, most - done);
      if (count == 0) {
        break;
      }
      done += count;
    }
    return done;
  }

  /**
   * Runs all there is, because nobody else will. By the count and not by what is within reach: a
   * producer that does not see yet that it is on its own may not have filled its place either.
   */
  void drain() {
    if (backlog.isEmpty()) {
      return;
    }
    var guest = join(Pacer.NONE);
    try {
      drain(guest);
    } finally {
      leave(guest);
    }
  }

  private void drain(QueueConsumer guest) {
    while (!backlog.isEmpty()) {
      if (help(guest, Integer.MAX_VALUE) == 0) {
        Thread.onSpinWait();
      }
    }
  }

  /**
   * What a guest's disposals have closed after the end is left to him; and by this same guest,
   * since it is for him that the end of the JVM waits.
   */
  private void drainIfEnded(QueueConsumer guest) {
    if (backlog.hasEnded()) {
      StackRoom.ensure();
      drain(guest);
    }
  }

  /**
   * Runs a disposal that was in no queue; about the stack, see {@link #help}. Where that has closed
   * more after the end, runs that too, unless the caller must not block; returns whether it has
   * not.
   */
  boolean runHere(ClaimableDisposal<?> disposal, BooleanSupplier mustNotBlock) {
    long weight = isolation.weigh(disposal);
    var guest = join(Pacer.NONE);
    try {
      runHere(guest, disposal, weight, Batch.NO_POSITION);
      if (backlog.hasEnded() && !haveNothingLeft()) {
        if (mustNotBlock.getAsBoolean()) {
          return true;
        }
        drainIfEnded(guest);
      }
      return false;
    } finally {
      leave(guest);
    }
  }

  private void runHere(
      QueueConsumer guest, ClaimableDisposal<?> disposal, long weight, long position) {
    guest.begin(nanoTime.getAsLong());
    guest.runHere(disposal, weight, position, isolation, retries);
    end(guest, 1);
  }

  /**
   * Runs a disposal as if it had been in the queue, room or not, and been taken out of it; about
   * the stack, see {@link #help}. Returns whether that has closed more which nobody sees to.
   */
  boolean runAlone(ClaimableDisposal<?> disposal) {
    long weight = disposal.weight();
    var guest = join(Pacer.NONE);
    backlog.enterBeside(weight);
    try {
      guest.leaveFurtherAttemptsTo(backlog);
      guest.begin(nanoTime.getAsLong());
      guest.take(disposal, weight, backlog.next() - 1); // As if it were the last one.
      run(guest, 1);
      return guest.hasHandedOff();
    } finally {
      leave(guest);
    }
  }

  /**
   * Where an error has ended the thread that saw to them, those that wait for another attempt have
   * no more time to wait. Else there are none.
   */
  void endRetries() {
    retries.close();
    if (retries.isEmpty()) {
      return;
    }
    var guest = join(Pacer.NONE); // First: memory may end here.
    try {
      for (var last = retries.poll(); last != null; last = retries.poll()) {
        runHere(guest, last.disposal(), last.weight(), last.position());
        backlog.leave(1, last.weight());
      }
    } finally {
      leave(guest);
    }
  }

  /**
   * Runs what a stalled one has taken and does not come to. When that never comes back, its turn is
   * over then, and not before: somebody may wait for that alone.
   */
  void bypass(QueueConsumer stalled, boolean forGood) {
    var replacement = requireNonNull(active.caller());
    try {
      takeOver(stalled, replacement);
      run(replacement, 1);
      drainIfEnded(replacement); // The stalled one may have been the last to do so.
    } finally {
      leave(replacement);
      if (forGood) {
        active.remove(stalled);
        stalled.turn.end();
      }
    }
  }

  private void takeOver(QueueConsumer stalled, QueueConsumer replacement) {
    taking.lock();
    try {
      if (!stalled.isBypassed()) {
        replacement.takeOver(stalled);
      }
    } finally {
      taking.unlock();
    }
  }

  /** Leaves out, from now on, what the end of the process releases anyway, and pauses little. */
  void beginExit() {
    isolation = isolation.skippingMemory();
    retries.hasten(LONGEST_PAUSE_AT_EXIT);
  }

  /** Tells of each disposal that has been running for longer than the limit, once. */
  void reportStuck(long limit, StuckHandler handler) {
    active.reportStuck(limit, handler, leftovers::count);
  }
}
