package io.backdrop;

import java.util.concurrent.locks.Lock;

/** What one queue and its {@link QueueConsumers} have not run: counted, or given up. */
final class Leftovers {

  private final Backlog backlog;
  private final Retries retries;
  private final ActiveConsumers active;
  private final FlushMarks marks;

  /** Held by whoever takes something from the queue. */
  private final Lock taking;

  /** What was taken out and nobody was told of, where memory ended meanwhile. Guarded by that. */
  private ResidueCount untold = new ResidueCount();

  Leftovers(
      Backlog backlog, Retries retries, ActiveConsumers active, FlushMarks marks, Lock taking) {
    this.backlog = backlog;
    this.retries = retries;
    this.active = active;
    this.marks = marks;
    this.taking = taking;
  }

  /**
   * Takes what is pending out of the queue, so that it is never run, and counts it. Where memory
   * ends on the way, the next call counts that as well.
   */
  GivenUp giveUp() {
    StackRoom.ensure(); // What has been taken must be counted.
    var now = new ResidueCount();
    var before = new ResidueCount();
    var none = new ResidueCount();
    taking.lock();
    try {
      takeOut(untold);
      now.add(untold);
      active.giveUp(now, before); // Not into the other: it finds them again, where memory ends.
      before.add(now);
      var left = new GivenUp(now.total(), before.total());
      untold = none;
      return left;
    } finally {
      taking.unlock();
      marks.pass(); // Whoever waits for what was given up has nothing more to wait for.
    }
  }

  private void takeOut(ResidueCount residue) {
    long count = residue.count();
    long bytes = residue.bytes();
    try {
      while (!backlog.isEmpty()) {
        takeFirst(residue);
      }
      retries.close();
      retries.moveTo(residue);
    } finally {
      backlog.leave(residue.count() - count, residue.bytes() - bytes);
    }
  }

  /** There is none as long as a producer has not come to its place. */
  private void takeFirst(ResidueCount residue) {
    if (backlog.inReach(1) == 0) {
      Thread.onSpinWait();
      return;
    }
    residue.add(backlog.first(), backlog.firstWeight()); // First: memory may end here.
    backlog.poll();
  }

  /** Counts what is pending, and leaves it there; nothing is taken meanwhile. */
  Residue count() {
    StackRoom.ensure(); // What has been locked must be unlocked.
    var residue = new ResidueCount();
    taking.lock();
    try {
      backlog.forEach(residue::add);
      synchronized (retries) { // One that begins to wait is there or with whoever has run it.
        retries.addTo(residue);
        active.addTo(residue);
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
      return Math.min(lowest, retries.lowestPosition());
    } finally {
      taking.unlock();
    }
  }
}
