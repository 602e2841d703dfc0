package io.backdrop;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** What {@link TrashStatistics} are made of. Any thread may add to it, and read it. */
final class RunningTotals {

  private final Backlog backlog;
  private final Retries retries;
  private final LongSupplier lowestPosition;
  private final LongSupplier nanoTime;
  private final HandOffTimes times;
  private final AtomicLong busy = new AtomicLong();
  private final AtomicLong longest = new AtomicLong();

  /** Whether nothing has run since {@link #idle}. Written by those who run them. */
  private volatile boolean rested;

  /** The position is that of the one that has been pending longest. */
  RunningTotals(
      Backlog backlog, Retries retries, LongSupplier lowestPosition, LongSupplier nanoTime) {
    this.backlog = backlog;
    this.retries = retries;
    this.lowestPosition = lowestPosition;
    this.nanoTime = nanoTime;
    this.times = new HandOffTimes(nanoTime.getAsLong());
  }

  /**
   * A turn has taken that time, until now. To read what producers write slows down the next
   * hand-off, so this does it now and then, and not at once after a rest: most often another rest
   * follows, which makes its note without that.
   */
  void ran(long nanos, long now) {
    busy.addAndGet(nanos);
    if (nanos > longest.get()) {
      longest.accumulateAndGet(nanos, Math::max);
    }
    if (endRest() && nanos < HandOffTimes.APART) {
      times.putOff(now);
    } else if (times.isDue(now)) {
      times.note(backlog.next(), now);
    }
  }

  /** Returns whether there was one. */
  private boolean endRest() {
    boolean first = rested;
    if (first) {
      rested = false;
    }
    return first;
  }

  /** Nothing is within reach. Leaves alone what producers write. */
  void idle() {
    long now = nanoTime.getAsLong(); // First: what comes after the count has come after this.
    times.note(backlog.taken(), now); // As many as had entered, except for whoever comes right now.
    rested = true;
  }

  /**
   * What was handed off is read before what is done, and likewise for the bytes: so never more is
   * pending than was let in at once. What was done after the first read, and was not seen to be
   * handed off, was handed off all the same: hence the greater of the two. {@code failed} was read
   * before either, and may still be ahead of what is done, since a failure is counted before its
   * disposal is: hence the smaller there.
   */
  TrashStatistics statistics(long failed, long elsewhere, long inCaller) {
    long now = nanoTime.getAsLong();
    long seen = backlog.handedOff();
    long bytes = backlog.bytes();
    long done = backlog.done();
    long handedOff = Math.max(seen, done);
    long age = handedOff == done ? 0 : times.age(lowestPosition.getAsLong(), now);
    times.note(backlog.next(), now);
    return new TrashStatistics(
        handedOff,
        done,
        Math.min(failed, done + inCaller),
        retries.retried(),
        elsewhere,
        inCaller,
        handedOff - done,
        handedOff == done ? 0 : bytes,
        Duration.ofNanos(age),
        Duration.ofNanos(busy.get()),
        Duration.ofNanos(longest.get()));
  }
}
