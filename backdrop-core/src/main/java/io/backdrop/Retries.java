package io.backdrop;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Disposals of one trash thread that have failed and wait for another attempt. */
final class Retries {

  private record Waiting(LinkedDisposal<?> disposal, long due) {}

  private final LongSupplier nanoTime;
  private final Runnable wake;
  private final AtomicLong retried = new AtomicLong();

  /** The next one first. Guarded by this. */
  private final PriorityQueue<Waiting> waiting;

  /** Whether nobody is going to look after them any more. Guarded by this. */
  private boolean closed;

  /** How many wait. Written under the lock, read without: to look costs the usual case nothing. */
  private volatile int size;

  Retries(LongSupplier nanoTime, Runnable wake) {
    this.nanoTime = nanoTime;
    this.wake = wake;
    long start = nanoTime.getAsLong(); // Times are compared by their distance from one of them.
    this.waiting = new PriorityQueue<>((a, b) -> Long.compare(a.due() - start, b.due() - start));
  }

  /**
   * Takes what is to be run after a pause, in place of the disposal that is being run. Returns
   * false when closed.
   */
  boolean add(Retry retry) {
    synchronized (this) {
      if (closed) {
        return false;
      }
      waiting.add(new Waiting(retry.disposal(), nanoTime.getAsLong() + retry.pause()));
      size = waiting.size();
    }
    retried.incrementAndGet();
    wake.run();
    return true;
  }

  /**
   * Runs a disposal that may be tried again: later, or at once where nobody sees to it later.
   * Returns whether that was all; else its next attempt waits here, and it stays pending.
   */
  boolean run(LinkedDisposal<?> disposal, Isolation isolation) {
    var retry = isolation.attempt(disposal);
    if (retry == null) {
      return true;
    }
    if (add(retry)) {
      return false;
    }
    isolation.run(retry.disposal());
    return true;
  }

  boolean isEmpty() {
    return size == 0;
  }

  long retried() {
    return retried.get();
  }

  /** Takes the next one whose time has come, if any. */
  @Nullable LinkedDisposal<?> pollDue() {
    return size == 0 ? null : pollDueLocked();
  }

  private synchronized @Nullable LinkedDisposal<?> pollDueLocked() {
    var next = waiting.peek();
    if (next == null || next.due() - nanoTime.getAsLong() > 0) {
      return null;
    }
    waiting.remove();
    size = waiting.size();
    return next.disposal();
  }

  /** How long until the next one is due, in nanoseconds; forever, if there is none. */
  long nanosUntilDue() {
    if (size == 0) {
      return Long.MAX_VALUE;
    }
    synchronized (this) {
      var next = waiting.peek();
      return next == null ? Long.MAX_VALUE : Math.max(0, next.due() - nanoTime.getAsLong());
    }
  }

  /** From now on attempts follow each other in place; returns those that wait. */
  synchronized List<LinkedDisposal<?>> close() {
    closed = true;
    var left = new ArrayList<LinkedDisposal<?>>();
    waiting.forEach(retry -> left.add(retry.disposal()));
    waiting.clear();
    size = 0;
    return left;
  }

  /** Looks at those that wait. */
  synchronized void addTo(ResidueCount residue) {
    waiting.forEach(retry -> residue.add(retry.disposal()));
  }
}
