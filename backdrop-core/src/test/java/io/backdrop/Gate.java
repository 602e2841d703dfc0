package io.backdrop;

import java.util.concurrent.CountDownLatch;

/** Where a disposer waits until it is let go on. */
final class Gate {

  /** Counted down by the disposer that waits. */
  final CountDownLatch reached = new CountDownLatch(1);

  /** To be counted down by whoever lets it go on. */
  final CountDownLatch open;

  Gate() {
    this(new CountDownLatch(1));
  }

  Gate(CountDownLatch open) {
    this.open = open;
  }

  void pass() throws InterruptedException {
    reached.countDown();
    open.await();
  }

  /** One that passes through here. */
  ClaimableDisposal<?> disposal() {
    return new ClaimableDisposal<>(this, Gate::pass, null);
  }
}
