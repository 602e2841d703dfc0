package io.backdrop.cli.payload;

import java.util.concurrent.atomic.AtomicLong;

/** Counts the releases of a payload's parts. */
final class Counter {

  /** Plain, for it is inside what is measured: one thread releases a payload. */
  private long released;

  private final AtomicLong again = new AtomicLong();

  /** Counts a release, and returns whether it was the first of that part. */
  boolean countFirst(boolean first) {
    if (first) {
      released++;
    } else {
      again.incrementAndGet();
    }
    return first;
  }

  long released() {
    return released;
  }

  Tally tally(long size, long left) {
    return new Tally(size, released, again.get(), left);
  }
}
