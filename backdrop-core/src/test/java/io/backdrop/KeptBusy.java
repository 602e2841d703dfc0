package io.backdrop;

import java.util.concurrent.CountDownLatch;

/** Keeps the thread of a strategy busy. */
final class KeptBusy {

  private KeptBusy() {}

  /** With one value, from when this returns until the gate opens. */
  static void until(CountDownLatch gate, BackdropStrategy strategy) throws InterruptedException {
    var waiting = new Gate(gate);
    Backdrop.of("busy", value -> waiting.pass(), strategy).close();
    waiting.reached.await();
  }
}
