package io.backdrop;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A few virtual threads that drain one queue. Each ends when it finds the queue empty, and whoever
 * hands off starts one while fewer than the bound are running. So closing never waits for a permit,
 * and a burst costs a few starts instead of one for each value.
 *
 * <p>No disposal is left behind: it is queued before the hand-off looks at the number running, and
 * a thread that ends looks at the queue again after it has given up its place. Of the two, the one
 * that comes second sees the other.
 */
final class VirtualThreads implements BackdropStrategy, UndrainedQueue {

  /**
   * No inherited thread-locals: those of a request must not outlive it here. No number in the name:
   * to format one would take about as long as the rest of a start.
   */
  static final ThreadFactory FACTORY =
      Thread.ofVirtual().name("backdrop-virtual").inheritInheritableThreadLocals(false).factory();

  private final ConcurrentLinkedQueue<Disposal> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger running = new AtomicInteger();
  private final int maxConcurrent;
  private final ThreadFactory threads;

  VirtualThreads(int maxConcurrent) {
    this(maxConcurrent, FACTORY);
  }

  VirtualThreads(int maxConcurrent, ThreadFactory threads) {
    this.maxConcurrent = maxConcurrent;
    this.threads = threads;
  }

  @Override
  public void execute(Disposal disposal) {
    queue.add(disposal);
    if (running.get() >= maxConcurrent) {
      return;
    }
    StackRoom.ensure(); // Once it has entered, it must be able to start or to leave.
    if (!enter()) {
      return;
    }
    try {
      threads.newThread(this::drain).start();
    } catch (StackOverflowError noStack) {
      running.decrementAndGet(); // The next hand-off has this one drained as well.
      throw noStack;
    } catch (Throwable refusal) { // Nobody is left to drain: the caller does, and says so.
      Refusals.report(this, disposal.type(), refusal);
      drainHere();
    }
  }

  /**
   * Keeps the caller's interrupt from the disposers. One that comes meanwhile is given to the
   * caller too: nobody can tell whether it was meant for it or was left behind by a disposer.
   */
  private void drainHere() {
    boolean interrupted = Thread.interrupted();
    try {
      interrupted |= drain();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private boolean enter() {
    int now = running.get();
    while (now < maxConcurrent) {
      if (running.compareAndSet(now, now + 1)) {
        return true;
      }
      now = running.get();
    }
    return false;
  }

  /** Returns whether an interrupt has come meanwhile. */
  private boolean drain() {
    boolean interrupted = false;
    do {
      for (var next = queue.poll(); next != null; next = queue.poll()) {
        interrupted |= run(next);
      }
      running.decrementAndGet();
    } while (!queue.isEmpty() && enter());
    return interrupted;
  }

  /**
   * As if each disposal had a thread of its own: no failure and no interrupt reaches the next.
   * Returns whether there was an interrupt.
   */
  private static boolean run(Disposal disposal) {
    try {
      disposal.run();
    } catch (Throwable failure) {
      report(failure);
    }
    return Thread.interrupted();
  }

  private static void report(Throwable failure) {
    var thread = Thread.currentThread();
    try {
      thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
    } catch (Throwable ignored) {
      // As the JVM does with what an uncaught exception handler throws.
    }
  }

  @Override
  public long pending() {
    return queue.size();
  }

  @Override
  public String toString() {
    return "VirtualThreads[maxConcurrent=" + maxConcurrent + "]";
  }
}
