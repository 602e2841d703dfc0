package io.backdrop;

import java.util.concurrent.TimeUnit;

/**
 * Whether values linger in a {@link TrashQueue}: its thread takes none of them, and only that
 * thread can.
 *
 * <p>Reads what another thread writes, by plain reads. They may miss what it did in the last
 * moment, which is none of the minute that this is about, and of each number they see one that was
 * there.
 */
final class Lingering implements UndrainedQueue {

  /** After that time without one that was taken. */
  static final long LIMIT = TimeUnit.MINUTES.toNanos(1);

  private final String owner;
  private final PendingDisposals pending;
  private final Retries retries;

  /** Whether something was pending the last time. For the thread that looks, as all that follow. */
  private boolean waiting;

  /** How many had been taken then. */
  private int taken;

  /** When that was first seen. */
  private long since;

  /** Whether it was warned of since then. */
  private boolean warned;

  Lingering(String owner, PendingDisposals pending, Retries retries) {
    this.owner = owner;
    this.pending = pending;
    this.retries = retries;
  }

  @Override
  public long pending() {
    return (long) pending.size() + retries.size();
  }

  /** Warns once each time that the first in the queue lingers. */
  @Override
  public void warnIfLeft(long now) {
    int size = pending.size(); // What is to be tried again waits for a reason.
    if (!waiting || size == 0 || taken != pending.taken()) {
      waiting = size > 0;
      taken = pending.taken();
      since = now;
      warned = false;
    } else if (!warned && now - since >= LIMIT) {
      warned = true;
      Warnings.log(
          "%d disposals linger in the TrashQueue of thread %s, which has taken none for %d s; have it dispose of them, or close the queue when a task ends"
              .formatted(size, owner, TimeUnit.NANOSECONDS.toSeconds(now - since)));
    }
  }

  @Override
  public String toString() {
    return "the TrashQueue of thread " + owner;
  }
}
