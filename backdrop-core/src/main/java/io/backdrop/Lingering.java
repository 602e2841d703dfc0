package io.backdrop;

/**
 * Whether values linger in a {@link TrashQueue}: its thread takes none of them, and only that
 * thread can.
 *
 * <p>Reads what another thread writes, by plain reads. They may be late, but not by a minute, and
 * see no number that was not written.
 */
final class Lingering implements UndrainedQueue {

  /**
   * A minute lies between the first and the last. Looks are counted, not time, since the whole
   * machine may have slept.
   */
  static final int LOOKS = 5;

  /** Between two looks, in nanoseconds. */
  private static final long PERIOD = 15_000_000_000L;

  private static final WeakSet<Lingering> WATCHED = new WeakSet<>();

  private static final PeriodicCheck CHECK =
      new PeriodicCheck("backdrop-queue-watch", PERIOD, Lingering::lookAtAll, WATCHED::isEmpty);

  private final String owner;
  private final PendingDisposals pending;
  private final Retries retries;

  /** How many looks have found something pending and none taken. For the thread that looks. */
  private int looks;

  /** How many had been taken at the first of these. For the thread that looks. */
  private int taken;

  Lingering(String owner, PendingDisposals pending, Retries retries) {
    this.owner = owner;
    this.pending = pending;
    this.retries = retries;
  }

  /** From now on it is looked at now and then. */
  void beginWatch() {
    WATCHED.add(this);
    try {
      CHECK.begin();
    } catch (OutOfMemoryError noThread) {
      // The next queue that is made tries again.
    }
  }

  void endWatch() {
    WATCHED.remove(this);
  }

  /** Looks at each that is watched. For the watch, and for tests. */
  static void lookAtAll() {
    WATCHED.list().forEach(Lingering::look);
  }

  @Override
  public long pending() {
    return (long) pending.size() + retries.size();
  }

  /** Warns once each time that the first in the queue lingers. */
  void look() {
    int size = pending.size(); // What is to be tried again waits for a reason.
    int now = pending.taken();
    if (size == 0 || now != taken) {
      looks = 0;
      taken = now;
    }
    if (size > 0 && looks < LOOKS && ++looks == LOOKS) {
      Warnings.log(
          "The TrashQueue of thread %s has %d disposals pending, and for a minute that thread has taken none of them; have it dispose of them, or close the queue when its task ends"
              .formatted(owner, size));
    }
  }

  @Override
  public String toString() {
    return "the TrashQueue of thread " + owner;
  }
}
