package io.backdrop.jmh;

import java.util.concurrent.atomic.AtomicInteger;

/** A value that is counted as Lucene's {@code IndexReader} and Cassandra's {@code Ref} count. */
final class LoopCounted {

  private final AtomicInteger count = new AtomicInteger(1);

  /** Returns whether there was still something to retain. */
  boolean tryRetain() {
    int now = count.get();
    while (now > 0) {
      if (count.compareAndSet(now, now + 1)) {
        return true;
      }
      now = count.get();
    }
    return false;
  }

  void release() {
    if (count.decrementAndGet() < 0) {
      throw new IllegalStateException("released more often than retained");
    }
  }

  int count() {
    return count.get();
  }
}
