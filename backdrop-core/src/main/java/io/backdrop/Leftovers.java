package io.backdrop;

import java.util.concurrent.locks.Lock;

/** What one queue and its {@link QueueConsumers} have not run: counted, or given up. */
final class Leftovers {

  /**
   * What a shutdown left undone.
   *
   * @param now what nobody had accounted for before
   * @param all that, and what had been accounted for before and is still running
   */
  record GivenUp(Residue now, Residue all) {}

  private final Backlog backlog;
  private final Retries retries;
  private final ActiveConsumers active;
  private final FlushMarks marks;

  /** Held by whoever takes something from the queue. */
  private final Lock taking;

  Leftovers(
      Backlog backlog, Retries retries, ActiveConsumers active, FlushMarks marks, Lock taking) {
    this.backlog = backlog;
    this.retries = retries;
    this.active = active;
    this.marks = marks;
    this.taking = taking;
  }

  /**
   * Counts what is pending and takes it out of the queue, so that it is never run. What is handed
   * off meanwhile is left to its closer.
   */
  GivenUp giveUp() {
    StackRoom.ensure(); // What has been counted must be taken out.
    var now = new ResidueCount();
    taking.lock();
    try {
      backlog.forEach(now::add);
      return countAndTake(now);
    } finally {
      taking.unlock();
      marks.pass(); // Whoever waits for what was given up has nothing more to wait for.
    }
  }

  /** Counts everything first: where memory ends, nothing has been taken. */
  private GivenUp countAndTake(ResidueCount now) {
    long queued = now.count();
    var before = new ResidueCount();
    synchronized (retries) { // Under it one begins to wait: so it is counted here or there.
      retries.close();
      retries.addTo(now);
      active.addChainsTo(now);
      long count = now.count();
      long bytes = now.bytes();
      active.giveUp(now, before);
      before.add(now);
      var left = new GivenUp(now.total(), before.total());
      for (long i = 0; i < queued; i++) {
        backlog.poll();
      }
      retries.clear();
      active.countChains(backlog);
      active.dropChains();
      backlog.addDone(count, bytes);
      return left;
    }
  }

  /** Counts what is pending, and leaves it there; nothing is taken meanwhile. */
  Residue count() {
    StackRoom.ensure(); // What has been locked must be unlocked.
    var residue = new ResidueCount();
    taking.lock();
    try {
      backlog.forEach(residue::add);
      synchronized (retries) { // As above.
        retries.addTo(residue);
        active.addTo(residue);
        active.addChainsTo(residue);
      }
    } finally {
      taking.unlock();
    }
    return residue.total();
  }

  /** The position of the one that has been pending longest; that of the next one, if none is. */
  long lowestPosition() {
    StackRoom.ensure(); // As above.
    taking.lock();
    try {
      // In this order: one that begins to wait is there before it is gone from whoever has run it.
      long lowest = Math.min(backlog.taken(), active.lowestPosition());
      lowest = active.haveChain() ? Math.min(lowest, backlog.next() - 1) : lowest;
      return Math.min(lowest, retries.lowestPosition());
    } finally {
      taking.unlock();
    }
  }
}
