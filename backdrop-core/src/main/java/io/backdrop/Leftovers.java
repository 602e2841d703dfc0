package io.backdrop;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.locks.Lock;

/** What one queue and its {@link QueueConsumers} have not run: counted, or given up. */
final class Leftovers {

  private final Backlog backlog;
  private final Retries retries;
  private final ActiveConsumers active;
  private final FlushMarks marks;

  /** Held by who takes something from the queue. */
  private final Lock taking;

  Leftovers(
      Backlog backlog, Retries retries, ActiveConsumers active, FlushMarks marks, Lock taking) {
    this.backlog = backlog;
    this.retries = retries;
    this.active = active;
    this.marks = marks;
    this.taking = taking;
  }

  /** Takes what is pending out of the queue, so that it is never run, and counts it. */
  GivenUp giveUp() {
    StackRoom.ensure(); // What has been taken must be counted.
    var residue = new ResidueCount();
    var before = new ResidueCount();
    taking.lock();
    try {
      long weight = 0;
      while (!backlog.isEmpty()) {
        weight += giveUpNext(residue);
      }
      retries.close();
      for (var next = retries.poll(); next != null; next = retries.poll()) {
        weight += next.weight();
        residue.add(next.disposal(), next.weight());
      }
      long given = residue.count();
      active.giveUp(residue, before);
      backlog.leave(given, weight);
    } finally {
      taking.unlock();
      marks.pass(); // Who waits for what was given up has nothing more to wait for.
    }
    before.add(residue);
    return new GivenUp(residue.total(), before.total());
  }

  /** There is none as long as a producer has not come to its place; returns what it weighs. */
  private long giveUpNext(ResidueCount residue) {
    if (backlog.inReach(1) == 0) {
      Thread.onSpinWait();
      return 0;
    }
    long weight = backlog.firstWeight();
    residue.add(requireNonNull(backlog.poll()), weight);
    return weight;
  }

  /** Counts what is pending, and leaves it there; nothing is taken meanwhile. */
  Residue count() {
    StackRoom.ensure(); // What has been locked must be unlocked.
    var residue = new ResidueCount();
    taking.lock();
    try {
      backlog.forEach(residue::add);
      synchronized (retries) { // One that begins to wait is there or with who has run it.
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
      // In this order: one that begins to wait is there before it is gone from who has run it.
      long lowest = Math.min(backlog.taken(), active.lowestPosition());
      return Math.min(lowest, retries.lowestPosition());
    } finally {
      taking.unlock();
    }
  }
}
