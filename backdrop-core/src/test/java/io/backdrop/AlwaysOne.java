package io.backdrop;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/** Many threads pass through here over and over, and there is always one in it. */
final class AlwaysOne {

  /** Of the one that is in it. */
  private final AtomicReference<CountDownLatch> exit = new AtomicReference<>(new CountDownLatch(1));

  private volatile boolean open;

  /** Waits for the next one to come, and no longer. */
  void pass() throws InterruptedException {
    var own = new CountDownLatch(1);
    exit.getAndSet(own).countDown();
    if (!open) {
      own.await();
    }
  }

  /** From now on who is in it does not wait for another. */
  void open() {
    open = true;
    exit.get().countDown();
  }
}
