package io.backdrop;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The threads that run what is in one queue. One at a time takes disposals out; running them, they
 * do not wait for each other, so that one can help where another is stuck.
 */
final class Consumers {

  private final DisposalQueue queue;
  private final Backlog backlog;
  private final LongSupplier nanoTime;
  private final Retries retries;
  private final HandOffTimes times;

  /** Held by the one thread that may poll the queue, for as long as that takes. */
  private final ReentrantLock taking = new ReentrantLock();

  /** How they are run: all, or at the end of the process those that matter then. */
  private volatile Isolation isolation;

  /** Whether something that weighs has been run since the bytes were settled. A hint. */
  private volatile boolean unsettled;

  private final Set<Consumer> present = ConcurrentHashMap.newKeySet();
  private final AtomicLong busy = new AtomicLong();
  private final AtomicLong longest = new AtomicLong();

  Consumers(
      DisposalQueue queue,
      Backlog backlog,
      Isolation isolation,
      Retries retries,
      LongSupplier nanoTime) {
    this.queue = queue;
    this.backlog = backlog;
    this.isolation = isolation;
    this.retries = retries;
    this.nanoTime = nanoTime;
    this.times = new HandOffTimes(nanoTime.getAsLong());
  }

  Consumer join() {
    var consumer = new Consumer();
    present.add(consumer);
    return consumer;
  }

  void leave(Consumer consumer) {
    present.remove(consumer);
    consumer.restoreInterrupt();
  }

  /** Whether the calling thread is inside a disposer that one of these runs. */
  boolean includeCaller() {
    for (var consumer : present) {
      if (consumer.thread == Thread.currentThread()) {
        return consumer.isBusy();
      }
    }
    return false;
  }

  /** Runs the next few disposals, at most so many; returns how many there were within reach. */
  int runNext(Consumer consumer, int most) {
    long began = nanoTime.getAsLong();
    int count = take(consumer, most, began);
    long weight = consumer.run(count, isolation, retries);
    backlog.leave(consumer.over(), weight);
    if (weight != 0) {
      unsettled = true;
    }
    end(consumer, count, began);
    return count;
  }

  /**
   * The turn begins before anything is taken: who takes what comes later sees that it has begun.
   */
  private int take(Consumer consumer, int most, long now) {
    taking.lock();
    try {
      consumer.begin(now);
      var due = most > 0 ? retries.pollDue() : null;
      return due != null ? consumer.take(due) : consumer.take(queue, most);
    } finally {
      taking.unlock();
    }
  }

  private void end(Consumer consumer, int count, long began) {
    long now = nanoTime.getAsLong();
    if (count > 0) {
      busy.addAndGet(now - began);
      longest.accumulateAndGet(now - began, Math::max);
      noteIfDue(now);
    }
    consumer.end(count, now - began); // Last: who waits for the end of the turn finds all counted.
  }

  /**
   * Called when nothing is within reach. Leaves alone what producers write, see {@link Backlog}.
   */
  void rest() {
    if (unsettled) {
      unsettled = false;
      backlog.settle();
    }
    times.note(backlog.left(), nanoTime.getAsLong()); // As many as have entered: none is in reach.
  }

  /** To look at what producers write costs the next hand-off, so it is done now and then. */
  private void noteIfDue(long now) {
    if (times.isDue(now)) {
      times.note(backlog.entered(), now);
    }
  }

  /** Runs disposals that are in reach, as a guest; returns how many. */
  int help(int most) {
    var guest = join();
    try {
      int done = 0;
      while (done < most) {
        int count = runNext(guest, most - done);
        if (count == 0) {
          break;
        }
        done += count;
      }
      return done;
    } finally {
      leave(guest);
    }
  }

  /** Runs a disposal that is in no queue. */
  void runHere(LinkedDisposal<?> disposal) {
    var guest = join();
    try {
      long began = nanoTime.getAsLong();
      guest.begin(began);
      guest.runHere(disposal, isolation);
      end(guest, 1, began);
    } finally {
      leave(guest);
    }
  }

  /** Those that wait for another attempt have no more time to wait. */
  void endRetries() {
    for (var last : retries.close()) {
      long weight = isolation.weigh(last);
      runHere(last);
      backlog.leave(1, weight);
    }
  }

  /** The turns that are going on. */
  Map<Consumer, Long> turns() {
    var turns = new HashMap<Consumer, Long>();
    for (var consumer : present) {
      long turn = consumer.turn();
      if ((turn & 1) != 0) {
        turns.put(consumer, turn);
      }
    }
    return turns;
  }

  /** Leaves out, from now on, what the end of the process releases anyway. */
  void skipMemory() {
    isolation = isolation.skippingMemory();
  }

  /** Takes what is pending out of the queue, so that it is never run, and counts it. */
  Residue giveUp() {
    var residue = new ResidueCount(isolation);
    taking.lock();
    try {
      while (!queue.isEmpty()) {
        giveUp(queue.poll(), residue);
      }
    } finally {
      taking.unlock();
    }
    retries.close().forEach(retry -> backlog.leave(1, residue.add(retry)));
    present.forEach(consumer -> consumer.addTo(residue));
    return residue.total();
  }

  /** There is none as long as a producer has not stored its link. */
  private void giveUp(@Nullable LinkedDisposal<?> next, ResidueCount residue) {
    if (next == null) {
      Thread.onSpinWait();
    } else if (FlushMark.isOne(next)) {
      next.run(); // Who waits for it has nothing more to wait for.
    } else {
      backlog.leave(1, residue.add(next));
    }
  }

  /** Counts what is pending, and leaves it there. */
  Residue pendingNow() {
    var residue = new ResidueCount(isolation);
    queue.forEach(residue::add);
    retries.addTo(residue);
    present.forEach(consumer -> consumer.addTo(residue));
    return residue.total();
  }

  /** Tells of each disposal that has been running for longer than so long, once. */
  void reportStuck(long limit, StuckHandler handler) {
    long now = nanoTime.getAsLong();
    for (var consumer : present) {
      var stuck = consumer.newlyStuck(now, limit);
      if (stuck != null) {
        var since = Duration.ofNanos(now - consumer.began());
        Isolation.tell(() -> handler.stuck(stuck, since, consumer.thread, pendingNow()));
      }
    }
  }

  /** What has left is read before what has entered, so that never more has left. */
  TrashStatistics statistics(long failed, long elsewhere, long inCaller) {
    long now = nanoTime.getAsLong();
    long left = backlog.left();
    long entered = backlog.enteredAfter(left);
    long age = entered == left ? 0 : times.age(left, now);
    times.note(entered, now);
    return new TrashStatistics(
        entered,
        left,
        failed,
        retries.retried(),
        elsewhere,
        inCaller,
        entered - left,
        entered == left ? 0 : backlog.bytes(),
        Duration.ofNanos(age),
        Duration.ofNanos(busy.get()),
        Duration.ofNanos(longest.get()));
  }
}
