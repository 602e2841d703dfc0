package io.backdrop;

import java.util.concurrent.CountDownLatch;

/** Keeps the thread of a strategy busy. */
final class KeptBusy {

  private KeptBusy() {}

  /** With one value, from when this returns until the gate opens. */
  static void until(CountDownLatch gate, BackdropStrategy strategy) throws InterruptedException {
    var atGate = new CountDownLatch(1);
    Disposer<Object> waiting =
        value -> {
          atGate.countDown();
          gate.await();
        };
    Backdrop.of("busy", waiting, strategy).close();
    atGate.await();
  }
}
