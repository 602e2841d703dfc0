package io.backdrop.cli;

import io.backdrop.Disposer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Releases what a payload contains, and records how long that took and on which thread. */
final class Observed implements Disposer<Object> {

  private final Disposer<Object> how = Disposer.structural();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile long nanos;
  private volatile String thread = "";

  @Override
  public void dispose(Object value) throws Exception {
    long start = System.nanoTime();
    try {
      how.dispose(value);
    } finally {
      nanos = System.nanoTime() - start;
      thread = Thread.currentThread().getName();
      ended.countDown();
    }
  }

  /** What the release took; 0 when there was none. */
  long nanos() {
    return nanos;
  }

  /** The name of the thread that released; empty when none did. */
  String thread() {
    return thread;
  }

  /**
   * Waits for the end of the release, as long as there is progress. Without that it would wait
   * forever for a strategy that loses the value, which is what the count is there to find.
   */
  void awaitEnd(LongSupplier progress, Duration patience) throws InterruptedException {
    long before = -1;
    long now = progress.getAsLong();
    while (now != before && !ended.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
      before = now;
      now = progress.getAsLong();
    }
  }
}
