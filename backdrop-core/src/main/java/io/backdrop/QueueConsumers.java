package io.backdrop;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
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
    this.marks = new FlushMarks(backlog, this::turns);
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

  /** All that runs now; under the lock, since a chain may pass from one to another. */
  private List<Awaited> turns() {
    taking.lock();
    try {
      return active.turns();
    } finally {
      taking.unlock();
    }
  }

  /** The same, with all that it closes in turn. */
  List<Awaited> awaitedConsumers() {
    StackRoom.ensure(); // What has been locked must be unlocked.
    taking.lock();
    try {
      return active.awaitedConsumers();
    } finally {
      taking.unlock();
    }
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

  /** For a thread that is to be started, and to begin with {@link Takeover#run}. */
  QueueConsumer joinAndBegin(Thread thread) {
    var consumer = join(thread, Pacer.NONE);
    consumer.begin(nanoTime.getAsLong());
    return consumer;
  }

  /** For a thread that is to be started, and to go on with {@link #runBatch}. */
  QueueConsumer joinAndTake(
      Thread thread, ClaimableDisposal<?> disposal, long weight, long position) {
    var consumer = joinAndBegin(thread);
    consumer.take(disposal, weight, position);
    return consumer;
  }

  /** Runs what it has taken as it joined. */
  void runBatch(QueueConsumer consumer) {
    run(consumer, 1);
  }

  void leave(QueueConsumer consumer) {
    active.remove(consumer);
    consumer.endTurn();
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
    backlog.addDone(consumer.finished(), weight);
    end(consumer, count);
  }

  /**
   * The turn begins before anything is taken: whoever takes what comes later sees that it has
   * begun.
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
    int taken = consumer.take(backlog, marks.mostAtOnce(most));
    if (taken == 0 && !consumer.chain.isEmpty()) {
      takeFromChain(consumer);
      return 1;
    }
    return taken;
  }

  private void takeFromChain(QueueConsumer consumer) {
    consumer.takeFromChain(backlog.next() - 1); // As if it were the last.
  }

  /**
   * Leaves a disposal to the consumer that runs the disposer which closes it, room or not; returns
   * false where there is none.
   */
  boolean leaveToCaller(ClaimableDisposal<?> disposal) {
    var caller = active.busyCaller();
    if (caller == null) {
      return false;
    }
    long weight = disposal.weight();
    StackRoom.ensure(); // What has been locked must be unlocked.
    taking.lock();
    try {
      caller.chain.add(disposal, weight);
      backlog.enterBeside(weight);
    } finally {
      taking.unlock();
    }
    return true;
  }

  /** Runs the next one of its chain, unless that has been given up or taken over meanwhile. */
  void runChain(QueueConsumer consumer) {
    if (tryTakeFromChain(consumer)) {
      run(consumer, 1);
    }
  }

  private boolean tryTakeFromChain(QueueConsumer consumer) {
    taking.lock();
    try {
      boolean any = !consumer.chain.isEmpty();
      if (any) {
        consumer.begin(nanoTime.getAsLong());
        takeFromChain(consumer);
      }
      return any;
    } finally {
      taking.unlock();
    }
  }

  private void end(QueueConsumer consumer, int count) {
    long now = nanoTime.getAsLong();
    long worked = consumer.turn.clock.worked(now);
    if (count > 0) {
      totals.ran(worked, now);
    }
    consumer.end(count, worked); // Last: whoever waits for the end of the turn finds all counted.
  }

  /** Called when nothing is within reach. */
  void rest() {
    totals.idle();
  }

  /** What a disposal that was in no queue weighs; one that cannot be weighed weighs nothing. */
  long weigh(ClaimableDisposal<?> disposal) {
    return isolation.weigh(disposal);
  }

  /** Runs one that is in no queue, see {@link QueueConsumer#runHere}. */
  void runHere(QueueConsumer guest, ClaimableDisposal<?> disposal, long weight) {
    guest.begin(nanoTime.getAsLong());
    guest.runHere(disposal, weight, isolation, retries);
    end(guest, 1);
  }

  /** Runs one as if it had been taken out of the queue, from that position. */
  void takeAndRun(QueueConsumer guest, ClaimableDisposal<?> disposal, long weight, long position) {
    guest.begin(nanoTime.getAsLong());
    guest.take(disposal, weight, position);
    run(guest, 1);
  }

  /** Runs what a stalled one has taken, unless another does; the successor has begun. */
  void runRestOf(QueueConsumer stalled, QueueConsumer successor) {
    taking.lock();
    try {
      successor.chain.takeOver(stalled.chain);
      if (stalled.hasTaken() && !stalled.isBypassed()) {
        successor.takeOver(stalled);
      }
    } finally {
      taking.unlock();
    }
    run(successor, 1);
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
