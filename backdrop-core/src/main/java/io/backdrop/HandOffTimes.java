package io.backdrop;

/**
 * Notes of how many disposals had been handed off by when. Those who run disposals make them now
 * and then, so they cost the hand-off nothing. From them follows how old the oldest pending one is
 * at most. That exceeds its true age by an eighth at most, or by the time that a disposal took
 * meanwhile.
 */
final class HandOffTimes {

  /**
   * More than {@link #thin} leaves: at most two in each stretch of time that began nine eighths as
   * long ago as it ended, and 250 such stretches reach from a millisecond ago to a century ago.
   */
  private static final int MOST = 512;

  /** Two neighbours may be apart by an eighth of the age of the later one. */
  private static final int PART = 8;

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

  /** Forgets those whose neighbours are near enough to each other without them. */
  private void thin() {
    long now = times[size - 1];
    int kept = 1;
    for (int i = 1; i < size; i++) {
      boolean last = i == size - 1;
      if (last || times[i + 1] - times[kept - 1] > (now - times[i + 1]) / PART) {
        counts[kept] = counts[i];
        times[kept] = times[i];
        kept++;
      }
    }
    size = kept;
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
