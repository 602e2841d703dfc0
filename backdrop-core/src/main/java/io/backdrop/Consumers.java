package io.backdrop;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The threads that run what is in one queue. One at a time takes disposals out; running them, they
 * do not wait for each other, so that one can help where another is stuck.
 */
final class Consumers {

  /** At the end of the JVM no attempt is waited for longer than so many nanoseconds. */
  private static final long LONGEST_PAUSE_AT_EXIT = 1_000_000_000;

  private final Backlog backlog;
  private final LongSupplier nanoTime;
  private final Retries retries;
  private final Telling telling;
  private final HandOffTimes times;

  /** Held by the one thread that may poll the queue, for as long as that takes. */
  private final ReentrantLock taking = new ReentrantLock();

  /** How they are run: all, or at the end of the process those that matter then. */
  private volatile Isolation isolation;

  /** Whether the last one taken had waited for another attempt. Guarded by {@link #taking}. */
  private boolean retriedLast;

  /** Those who wait for what was handed off before. */
  private final FlushMarks marks;

  /** Each by its thread. */
  private final Map<Thread, Consumer> present = new ConcurrentHashMap<>();

  private final AtomicLong busy = new AtomicLong();
  private final AtomicLong longest = new AtomicLong();

  Consumers(
      Backlog backlog,
      Isolation isolation,
      Retries retries,
      Telling telling,
      LongSupplier nanoTime) {
    this.telling = telling;
    this.backlog = backlog;
    this.isolation = isolation;
    this.retries = retries;
    this.nanoTime = nanoTime;
    this.times = new HandOffTimes(nanoTime.getAsLong());
    this.marks = new FlushMarks(backlog, this::turns);
  }

  FlushMarks marks() {
    return marks;
  }

  Consumer join(Pace pace) {
    return join(Thread.currentThread(), pace, Consumer.MOST_AT_ONCE);
  }

  private Consumer join(Thread thread, Pace pace, int most) {
    var consumer = new Consumer(thread, pace, telling, most);
    present.put(thread, consumer);
    return consumer;
  }

  void leave(Consumer consumer) {
    present.remove(consumer.thread);
    if (consumer.isBusy()) {
      consumer.released(); // An error has ended its turn, and somebody may wait for that.
    }
    consumer.restoreInterrupt();
  }

  /** Whether the calling thread is inside a disposer that one of these runs. */
  boolean includeCaller() {
    var consumer = present.get(Thread.currentThread());
    return consumer != null && consumer.isBusy();
  }

  /** As that; and if so, what it hands off is left to that one, or to who has asked it to run. */
  boolean noteHandOffOfCaller() {
    var consumer = present.get(Thread.currentThread());
    if (consumer == null || !consumer.isBusy()) {
      return false;
    }
    consumer.noteHandOff();
    return true;
  }

  /** Runs the next few disposals, at most so many; returns how many there were within reach. */
  int runNext(Consumer consumer, int most) {
    int count = take(consumer, most, nanoTime.getAsLong());
    run(consumer, count);
    return count;
  }

  private void run(Consumer consumer, int count) {
    long weight = consumer.run(isolation, retries);
    backlog.leave(consumer.over(), weight);
    end(consumer, count);
  }

  /**
   * The turn begins before anything is taken: who takes what comes later sees that it has begun.
   */
  private int take(Consumer consumer, int most, long now) {
    taking.lock();
    try {
      consumer.begin(now);
      return most == 0 ? consumer.take(backlog, 0) : take(consumer, most);
    } finally {
      taking.unlock();
      marks.pass();
    }
  }

  /** By turns, where attempts take longer than the pauses between them: the queue must not wait. */
  private int take(Consumer consumer, int most) {
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
    consumer.take(due.disposal(), due.weight());
    return 1;
  }

  private int takeFromQueue(Consumer consumer, int most) {
    return consumer.take(backlog, marks.mostAtOnce(most));
  }

  private void end(Consumer consumer, int count) {
    long now = nanoTime.getAsLong();
    long ran = consumer.ran(now);
    if (count > 0) {
      busy.addAndGet(ran);
      if (ran > longest.get()) {
        longest.accumulateAndGet(ran, Math::max);
      }
      noteIfDue(now);
    }
    consumer.end(count, ran); // Last: who waits for the end of the turn finds all counted.
  }

  /**
   * Called when nothing is within reach. Leaves alone what producers write, see {@link Backlog}.
   */
  void rest() {
    if (retries.isEmpty() && present.size() == 1) {
      long now = nanoTime.getAsLong(); // First: what comes after the count has come after this.
      times.note(backlog.left(), now); // As many as have entered: none is in reach, waits or runs.
    }
  }

  /** To look at what producers write costs the next hand-off, so it is done now and then. */
  private void noteIfDue(long now) {
    if (times.isDue(now)) {
      times.note(backlog.entered(), now);
    }
  }

  /**
   * Runs disposals that are in reach, as a guest; returns how many. Who calls this has made sure of
   * his {@link StackRoom}: where the stack ends in here, what was taken is lost.
   */
  int help(int most) {
    var guest = join(Pace.NONE);
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

  /**
   * Runs all there is, because nobody else will. By the count and not by what is within reach: a
   * producer that does not see yet that it is on its own may not have filled its place either.
   */
  void drain() {
    while (!backlog.isEmpty()) {
      if (help(Integer.MAX_VALUE) == 0) {
        Thread.onSpinWait();
      }
    }
  }

  /** Runs a disposal that was in no queue; about the stack, see {@link #help}. */
  void runHere(LinkedDisposal<?> disposal) {
    runHere(disposal, isolation.weigh(disposal), false);
  }

  private void runHere(LinkedDisposal<?> disposal, long weight, boolean known) {
    var guest = join(Thread.currentThread(), Pace.NONE, 1);
    try {
      guest.begin(nanoTime.getAsLong());
      guest.runHere(disposal, weight, known, isolation);
      end(guest, 1);
    } finally {
      leave(guest);
    }
  }

  /**
   * Runs a disposal as if it had been in the queue, room or not, and been taken out of it; about
   * the stack, see {@link #help}. Returns whether that has closed more which nobody sees to.
   */
  boolean runAlone(LinkedDisposal<?> disposal) {
    long weight = disposal.weight();
    var guest = join(Pace.NONE);
    backlog.enterBeside(weight);
    try {
      guest.begin(nanoTime.getAsLong());
      guest.take(disposal, weight);
      run(guest, 1);
      return guest.hasHandedOff();
    } finally {
      leave(guest);
    }
  }

  /** Those that wait for another attempt have no more time to wait. */
  void endRetries() {
    retries.close();
    for (var last = retries.poll(); last != null; last = retries.poll()) {
      runHere(last.disposal(), last.weight(), true);
      backlog.leave(1, last.weight());
    }
  }

  /** The turns that are going on. */
  private Map<Consumer, Long> turns() {
    var turns = new HashMap<Consumer, Long>();
    for (var consumer : present.values()) {
      long turn = consumer.turn();
      if ((turn & 1) != 0) {
        turns.put(consumer, turn);
      }
    }
    return turns;
  }

  /** Those whose threads wait for the end of the JVM, from inside a disposer. */
  List<Consumer> halted() {
    return present.values().stream().filter(Consumer::isHalted).toList();
  }

  /** Those that have been in the same turn for so long, and that nobody has gone past. */
  List<Consumer> inTheWay(long nanos) {
    long now = nanoTime.getAsLong();
    return present.values().stream().filter(each -> each.isInTheWay(now, nanos)).toList();
  }

  /** Whether there is one that may still hand off more, but runs nothing of that. */
  boolean isAnyPassed() {
    return present.values().stream().anyMatch(Consumer::isPassed);
  }

  /**
   * Gives what such a one has taken to a thread that has not started yet, and is to begin with
   * {@link #runTaken}.
   */
  void goPast(Consumer standing, boolean forGood, Thread by) {
    var heir = join(by, Pace.NONE, Consumer.MOST_AT_ONCE);
    taking.lock();
    try {
      heir.begin(nanoTime.getAsLong());
      if (!standing.isPassed()) {
        heir.takeOver(standing);
      }
    } finally {
      taking.unlock();
    }
    if (forGood) {
      present.remove(standing.thread);
    }
  }

  void runTaken() {
    var heir = requireNonNull(present.get(Thread.currentThread()));
    run(heir, 1);
    leave(heir);
  }

  /** Leaves out, from now on, what the end of the process releases anyway, and pauses little. */
  void beginExit() {
    isolation = isolation.skippingMemory();
    retries.hasten(LONGEST_PAUSE_AT_EXIT);
  }

  /** Takes what is pending out of the queue, so that it is never run, and counts it. */
  Residue giveUp() {
    var residue = new ResidueCount();
    taking.lock();
    try {
      long weight = 0;
      while (!backlog.isEmpty()) {
        weight += giveUpNext(residue);
      }
      retries.close();
      for (var next = retries.poll(); next != null; next = retries.poll()) {
        weight += next.weight();
        residue.add(next.disposal());
      }
      long given = residue.count();
      addTaken(residue);
      backlog.leave(given, weight);
    } finally {
      taking.unlock();
      marks.pass(); // Who waits for what was given up has nothing more to wait for.
    }
    return residue.total();
  }

  /** There is none as long as a producer has not come to its place; returns what it weighs. */
  private long giveUpNext(ResidueCount residue) {
    if (backlog.inReach(1) == 0) {
      Thread.onSpinWait();
      return 0;
    }
    long weight = backlog.firstWeight();
    residue.add(requireNonNull(backlog.poll()));
    return weight;
  }

  /** Counts what is pending, and leaves it there; nothing is taken meanwhile. */
  Residue pendingNow() {
    var residue = new ResidueCount();
    taking.lock();
    try {
      backlog.forEach(residue::add);
      synchronized (retries) { // One that begins to wait is there or with who has run it.
        retries.addTo(residue);
        addTaken(residue);
      }
    } finally {
      taking.unlock();
    }
    return residue.total();
  }

  private void addTaken(ResidueCount residue) {
    residue.addBytes(backlog.bytes());
    present.values().forEach(consumer -> consumer.addTo(residue));
  }

  /** Tells of each disposal that has been running for longer than so long, once. */
  void reportStuck(long limit, StuckHandler handler) {
    long now = nanoTime.getAsLong();
    for (var consumer : present.values()) {
      var stuck = consumer.newlyStuck(now, limit);
      if (stuck != null) {
        var since = Duration.ofNanos(Math.max(limit, now - consumer.began()));
        Isolation.tell(() -> handler.stuck(stuck.origin(), since, consumer.thread, pendingNow()));
      }
    }
  }

  /**
   * What has entered is read before what has left, of the bytes too, so that never more is pending
   * than there was room for; what has left since, and was not seen to enter, did enter. What has
   * failed is counted before that it has left: it is not told of earlier.
   */
  TrashStatistics statistics(long failed, long elsewhere, long inCaller) {
    long now = nanoTime.getAsLong();
    long seen = backlog.entered();
    long bytes = backlog.bytes();
    long left = backlog.left();
    long entered = Math.max(seen, left);
    long age = entered == left ? 0 : times.age(left, now);
    times.note(entered, now);
    return new TrashStatistics(
        entered,
        left,
        Math.min(failed, left + inCaller),
        retries.retried(),
        elsewhere,
        inCaller,
        entered - left,
        entered == left ? 0 : bytes,
        Duration.ofNanos(age),
        Duration.ofNanos(busy.get()),
        Duration.ofNanos(longest.get()));
  }
}
