package io.backdrop;

import java.util.ArrayList;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Disposals of one trash thread or trash queue that have failed and wait for another attempt. */
final class Retries {

  /** One of them: what it weighs, where in a queue it was at first, and when its time comes. */
  record Waiting(ClaimableDisposal<?> disposal, long weight, long position, long due) {

    Waiting dueAt(long time) {
      return new Waiting(disposal, weight, position, time);
    }
  }

  /** How often a pause looks whether the limit has become shorter, in nanoseconds. */
  private static final long POLL_NANOS = 100_000_000;

  private final LongSupplier nanoTime;
  private final ListenerCalls listener;
  private final Runnable wake;
  private final AtomicLong retried = new AtomicLong();

  /** The next one first. Guarded by this. */
  private final PriorityQueue<Waiting> waiting;

  /** Whether nobody is going to look after them any more. Guarded by this. */
  private boolean closed;

  /** The longest pause before an attempt, in nanoseconds. Guarded by this. */
  private long longest = Long.MAX_VALUE / 4; // Times that are further apart cannot be compared.

  /** How many wait. Written under the lock, read without: to look costs the usual case nothing. */
  private volatile int size;

  Retries(LongSupplier nanoTime, ListenerCalls listener, Runnable wake) {
    this.listener = listener;
    this.nanoTime = nanoTime;
    this.wake = wake;
    long start = nanoTime.getAsLong(); // Times are compared by their distance from one of them.
    this.waiting = new PriorityQueue<>((a, b) -> Long.compare(a.due() - start, b.due() - start));
  }

  /**
   * Takes what is to be run after a pause, in place of the disposal that is being run. Returns
   * false when closed; else calls back at the moment from which on it waits here, and is no longer
   * with whoever has made the attempt.
   */
  boolean add(Retry retry, long weight, long position, Runnable noLongerThere) {
    synchronized (this) {
      if (closed) {
        return false;
      }
      long due = nanoTime.getAsLong() + Math.min(retry.pause(), longest);
      waiting.add(new Waiting(retry.disposal(), weight, position, due));
      size = waiting.size();
      noLongerThere.run(); // Last: where memory ends before this, it stays where it was.
    }
    retried.incrementAndGet();
    listener.retrying(retry.disposal().type(), retry.pause());
    wake.run();
    return true;
  }

  /** Runs one that is retrying, with all its attempts; see {@link #finishHere}. */
  boolean runAllHere(
      ClaimableDisposal<?> disposal, Isolation isolation, boolean atOnce, Pausing who) {
    var retry = isolation.attempt(disposal);
    return retry == null ? atOnce : finishHere(retry, isolation, atOnce, who);
  }

  /**
   * Makes here all attempts that are left, where nobody makes them later: after their pauses,
   * unless at once. An interrupt cuts the pauses short, and not the attempts. Returns whether one
   * came in a pause, or there were to be none; the flag tells of one that came in an attempt.
   */
  boolean finishHere(Retry retry, Isolation isolation, boolean atOnce, Pausing who) {
    boolean hurried = atOnce;
    boolean interrupted = false;
    for (var next = retry; next != null; next = isolation.attempt(next.disposal())) {
      interrupted |= Thread.interrupted(); // Whosever it is, it reaches no other attempt.
      if (!hurried && !interrupted) {
        hurried = pause(next.pause(), who);
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return hurried;
  }

  /**
   * Pauses, a little at a time: the end of the JVM may come meanwhile, and allow for less. Returns
   * whether an interrupt has cut that short.
   */
  boolean pause(long pause, Pausing who) {
    who.pause(nanoTime.getAsLong());
    try {
      return sleep(pause);
    } finally {
      who.resume(nanoTime.getAsLong());
    }
  }

  private boolean sleep(long pause) {
    for (long left = pause; left > 0; left -= POLL_NANOS) {
      left = Math.min(left, longest());
      if (Retrying.sleep(Math.min(left, POLL_NANOS))) {
        return true;
      }
    }
    return false;
  }

  private synchronized long longest() {
    return longest;
  }

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  long retried() {
    return retried.get();
  }

  /** Takes the next one whose time has come, if any. */
  @Nullable Waiting pollDue() {
    return size == 0 ? null : pollDueLocked();
  }

  private synchronized @Nullable Waiting pollDueLocked() {
    var next = waiting.peek();
    if (next == null || next.due() - nanoTime.getAsLong() > 0) {
      return null;
    }
    waiting.remove();
    size = waiting.size();
    return next;
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

  /**
   * From now on no pause is longer than that, in nanoseconds; nor is what is left of one that has
   * begun.
   */
  synchronized void hasten(long pause) {
    longest = pause;
    long latest = nanoTime.getAsLong() + pause;
    var all = new ArrayList<Waiting>(waiting.size()); // First: memory may end here.
    for (var each : waiting) {
      all.add(each.due() - latest > 0 ? each.dueAt(latest) : each);
    }
    waiting.clear();
    for (int i = 0; i < all.size(); i++) { // By index: an iterator would be one object more.
      waiting.add(all.get(i));
    }
  }

  /** From now on attempts follow each other in place; those that wait already stay here. */
  synchronized void close() {
    closed = true;
  }

  /** As {@link #close}, unless one waits; returns whether it is closed. */
  synchronized boolean closeIfEmpty() {
    closed |= waiting.isEmpty();
    return closed;
  }

  /** Takes the next one, whether its time has come or not. */
  synchronized @Nullable Waiting poll() {
    var next = waiting.poll();
    size = waiting.size();
    return next;
  }

  /** The lowest position that one of them had in the queue. */
  synchronized long lowestPosition() {
    long lowest = Batch.NO_POSITION;
    for (var each : waiting) {
      lowest = Math.min(lowest, each.position());
    }
    return lowest;
  }

  /** Takes all of them. */
  synchronized void clear() {
    waiting.clear();
    size = 0;
  }

  /** Looks at those that wait. */
  synchronized void addTo(ResidueCount residue) {
    waiting.forEach(retry -> residue.add(retry.disposal(), retry.weight()));
  }
}
