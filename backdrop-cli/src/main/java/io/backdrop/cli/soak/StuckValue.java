package io.backdrop.cli.soak;

import java.util.concurrent.CountDownLatch;

/** A value whose release does not end before it is let go. */
final class StuckValue extends Value {

  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch gate = new CountDownLatch(1);

  StuckValue(Maker maker, ValueKind kind) {
    super(maker, kind);
  }

  /** Waits for its release to begin. */
  void awaitBegun() {
    Waiting.forever(begun::await);
  }

  void letGo() {
    gate.countDown();
  }

  @Override
  void release() {
    begun.countDown();
    Waiting.forever(gate::await);
    released();
  }
}
