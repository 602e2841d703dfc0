package io.backdrop;

import java.util.List;
import java.util.function.LongSupplier;

/**
 * The threads that run what is in one queue. One at a time takes disposals out, see {@link Taking};
 * running them, they do not wait for each other, so that one can help where another is stuck.
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
  private final Taking taking;
  private final Leftovers leftovers;

  /** How they are run: all, or at the end of the process those that matter then. */
  private volatile Isolation isolation;

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
    this.taking = new Taking(backlog, retries, active, nanoTime);
    this.leftovers = new Leftovers(backlog, retries, active, taking.marks(), taking.lock());
    this.totals = new RunningTotals(backlog, retries, leftovers::lowestPosition, nanoTime);
  }

  FlushMarks marks() {
    return taking.marks();
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

  /** All that runs now, with all that it closes in turn. */
  List<Awaited> awaitedConsumers() {
    return taking.awaitedConsumers();
  }

  /** Whether nothing is in the queue, nor waits for another attempt. */
  boolean haveNothingLeft() {
    return backlog.isEmpty() && retries.isEmpty();
  }

  QueueConsumer join(Pacer pacer) {
    return join(Thread.currentThread(), pacer);
  }

  private QueueConsumer join(Thread thread, Pacer pacer) {
    var consumer = new QueueConsumer(thread, pacer, retries, listener);
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
    consumer.runner.restoreInterrupt();
  }

  /** Runs the next few disposals, at most so many; returns how many there were within reach. */
  int runNext(QueueConsumer consumer, int most) {
    int count = taking.takeNext(consumer, most);
    run(consumer, count);
    return count;
  }

  private void run(QueueConsumer consumer, int count) {
    long weight = consumer.runner.runAll(isolation);
    backlog.addDone(consumer.runner.finished(), weight);
    end(consumer, count);
  }

  /** See {@link Taking#leaveToCaller}. */
  boolean leaveToCaller(ClaimableDisposal<?> disposal) {
    return taking.leaveToCaller(disposal);
  }

  /** Runs the next one of its chain, unless that has been given up or taken over meanwhile. */
  void runChain(QueueConsumer consumer) {
    if (taking.takeNextOfChain(consumer)) {
      run(consumer, 1);
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

  /** Called when nothing has been for a while. */
  void forgetReleased() {
    taking.forgetReleased();
  }

  /** What a disposal that was in no queue weighs; one that cannot be weighed weighs nothing. */
  long weigh(ClaimableDisposal<?> disposal) {
    return isolation.weigh(disposal);
  }

  /** Runs one that is in no queue, see {@link BatchRunner#runHere}. */
  void runHere(QueueConsumer guest, ClaimableDisposal<?> disposal, long weight) {
    guest.begin(nanoTime.getAsLong());
    guest.take(disposal, weight, Batch.NO_POSITION);
    guest.runner.runHere(disposal, weight, isolation);
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
    taking.takeRestOf(stalled, successor);
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
