package io.backdrop;

/**
 * How many disposals had been handed off by when: looked at now and then, by those who run them, so
 * that it costs the hand-off nothing. Enough to say how old the oldest pending one is at most.
 */
final class HandOffTimes {

  private static final int MOST = 64;

  /** How far two notes are apart at the least, in nanoseconds. */
  static final long APART = 1_000_000;

  /** Both in ascending order. Guarded by this, like the size. */
  private final long[] counts = new long[MOST];

  private final long[] times = new long[MOST];
  private int size = 1;

  /**
   * When it was last noted, or put off. Read and written without the lock too: a note that comes
   * late does no harm.
   */
  private volatile long noted;

  private final long start;

  HandOffTimes(long now) {
    start = now;
    noted = now;
    times[0] = now; // When there had been none.
  }

  /** Whether it is time for a note: to look at the count disturbs those who hand off. */
  boolean isDue(long now) {
    return now - noted >= APART;
  }

  /** Has the next note wait for its time again. */
  void putOff(long now) {
    noted = now;
  }

  synchronized void note(long count, long now) {
    noted = now;
    int last = size - 1;
    if (counts[last] == count) {
      times[last] = now;
    } else if (now - times[last] >= APART) {
      if (size == MOST) {
        thin();
      }
      counts[size] = count;
      times[size] = now;
      size++;
    }
  }

  /** Forgets every second one: what is long ago need not be known as well. */
  private void thin() {
    for (int i = 0; i < MOST / 2; i++) {
      counts[i] = counts[2 * i];
      times[i] = times[2 * i];
    }
    size = MOST / 2;
  }

  /**
   * The age of the one at a position, at most: it came after the last note that counts no more than
   * those before it. That note may be another thread's, and newer than the caller's look at the
   * clock.
   */
  synchronized long age(long position, long now) {
    if (position < counts[0]) {
      return now - start; // It was beside the queue, before the first one in it.
    }
    int i = size - 1;
    while (i > 0 && counts[i] > position) {
      i--;
    }
    return Math.max(0, now - times[i]);
  }
}
