package io.backdrop;

import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Who runs which of the disposals of one queue. One consumer at a time takes some: from those whose
 * time for another attempt has come, from the queue, or from those that its own disposers have
 * closed. Whoever counts what is left, or gives it up, keeps everybody from taking meanwhile.
 */
final class Taking {

  private final Backlog backlog;
  private final Retries retries;
  private final ActiveConsumers active;
  private final LongSupplier nanoTime;

  /** Those who wait for what was handed off before. */
  private final FlushMarks marks;

  /** Held by the one thread that may poll the queue, for as long as that takes. */
  private final ReentrantLock lock = new ReentrantLock();

  /** Whether the last one taken had waited for another attempt. Guarded by the lock. */
  private boolean retriedLast;

  Taking(Backlog backlog, Retries retries, ActiveConsumers active, LongSupplier nanoTime) {
    this.backlog = backlog;
    this.retries = retries;
    this.active = active;
    this.nanoTime = nanoTime;
    this.marks = new FlushMarks(backlog, this::turns);
  }

  FlushMarks marks() {
    return marks;
  }

  /** Held by whoever takes something. */
  Lock lock() {
    return lock;
  }

  /** All that runs now; under the lock, since a chain may pass from one to another. */
  private List<Awaited> turns() {
    lock.lock();
    try {
      return active.turns();
    } finally {
      lock.unlock();
    }
  }

  /** The same, with all that it closes in turn. */
  List<Awaited> awaitedConsumers() {
    StackRoom.ensure(); // What has been locked must be unlocked.
    lock.lock();
    try {
      return active.awaitedConsumers();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Begins a turn of the consumer with the next few disposals, at most so many; returns how many.
   * It begins before anything is taken: whoever takes what comes later sees that it has begun.
   */
  int takeNext(QueueConsumer consumer, int most) {
    long now = nanoTime.getAsLong();
    lock.lock();
    try {
      consumer.begin(now);
      return take(consumer, most);
    } finally {
      lock.unlock();
      marks.pass();
    }
  }

  /**
   * Alternates between further attempts and the queue: where attempts take longer than the pauses
   * between them, one is always due, and the queue would never come next.
   */
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
      consumer.takeFromChain(backlog);
      return 1;
    }
    return taken;
  }

  /** Keeps nothing of what has run, unless somebody is still in a turn. */
  void forgetReleased() {
    lock.lock();
    try {
      if (!active.isAnyBusy()) {
        backlog.forgetTaken();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Begins a turn with the next one of its chain, unless that was given up or taken over. */
  boolean takeNextOfChain(QueueConsumer consumer) {
    lock.lock();
    try {
      boolean any = !consumer.chain.isEmpty();
      if (any) {
        consumer.begin(nanoTime.getAsLong());
        consumer.takeFromChain(backlog);
      }
      return any;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Has a successor, which has begun its turn, take what a stalled one has, unless another does.
   */
  void takeRestOf(QueueConsumer stalled, QueueConsumer successor) {
    lock.lock();
    try {
      successor.chain.takeOver(stalled.chain);
      if (stalled.hasTaken() && !stalled.turn.isBypassed()) {
        successor.takeOver(stalled);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Leaves a disposal to the consumer that runs the disposer which closes it; returns false where
   * there is none. Before the end it does not count as handed off until it is taken: else it would
   * take the room of others, though nobody but that consumer runs it.
   */
  boolean leaveToCaller(ClaimableDisposal<?> disposal) {
    var caller = active.busyCaller();
    if (caller == null) {
      return false;
    }
    long weight = disposal.weight();
    StackRoom.ensure(); // What has been locked must be unlocked.
    lock.lock();
    try {
      boolean counted = backlog.hasEnded();
      caller.chain.add(disposal, weight, counted);
      if (counted) {
        backlog.enterBeside(weight);
      }
    } finally {
      lock.unlock();
    }
    return true;
  }
}
