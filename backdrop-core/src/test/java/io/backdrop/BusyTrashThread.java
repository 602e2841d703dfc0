package io.backdrop;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;

/**
 * A trash thread whose thread is busy, and what has come of its values. Test classes extend it for
 * the sake of short words.
 */
abstract class BusyTrashThread {

  final CountDownLatch gate = new CountDownLatch(1);
  final Queue<String> released = new ConcurrentLinkedQueue<>();
  final Disposer<String> noting =
      value -> released.add(value + " by " + Thread.currentThread().getName());
  final String me = Thread.currentThread().getName();
  TrashThread trash;

  @AfterEach
  void close() {
    gate.countDown();
    trash.close();
  }

  /** With its thread busy for as long as the gate is closed; that counts as one. */
  void startBusy(TrashThreadBuilder builder) throws InterruptedException {
    trash = builder.name("trash").start();
    KeptBusy.until(gate, trash);
  }

  void hand(String value) {
    Backdrop.of(value, noting, trash).close();
  }
}
