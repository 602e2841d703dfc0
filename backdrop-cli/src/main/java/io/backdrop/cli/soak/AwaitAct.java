package io.backdrop.cli.soak;

import io.backdrop.BackdropStrategy;
import java.util.concurrent.locks.LockSupport;

/**
 * One value after the other is handed off as soon as the one before has been released, which is
 * when whoever released it is about to go idle. If that hand-off fails to keep it awake, or to wake
 * it, no other one does: the strategy is not used for anything else.
 */
final class AwaitAct {

  private static final int MOST_VALUES = 200;
  private static final int MOST_THREADS = 2;
  private static final int LONGEST_DELAY = 20;
  private static final long PATIENCE_NANOS = 10_000_000_000L;
  private static final long LOOK_NANOS = 20_000;
  private static final int SPINS = 5_000;

  private AwaitAct() {}

  static void onTrashThread(Worker worker) {
    var setup = TrashThreadSetup.draw(SubjectKind.SIGNALLING, worker.random());
    try (var scope = new Scope<>(worker, new TrashThreadSubject(worker.stage(), setup), false)) {
      awaitEach(worker, scope.subject());
    }
  }

  static void onVirtualThreads(Worker worker) {
    int threads = 1 + worker.random().nextInt(MOST_THREADS);
    awaitEach(worker, BackdropStrategy.virtualThreads(threads));
  }

  /** Each is made before the one before it is released, and so can follow at once. */
  private static void awaitEach(Worker worker, BackdropStrategy strategy) {
    var last = worker.maker().plain();
    worker.close(worker.maker().wrap(last, strategy));
    for (int i = worker.random().nextInt(MOST_VALUES); i > 0; i--) {
      var next = worker.maker().plain();
      var handle = worker.maker().wrap(next, strategy);
      int delay = worker.random().nextInt(LONGEST_DELAY);
      await(last);
      delay(delay);
      worker.close(handle);
      last = next;
    }
    await(last);
  }

  private static void await(Value value) {
    long began = System.nanoTime();
    for (int looks = 0; !value.isReleased(); looks++) {
      if (System.nanoTime() - began > PATIENCE_NANOS) {
        value.fault("was handed off, and nothing happened to it");
        break;
      }
      pause(looks);
    }
  }

  private static void pause(int looks) {
    if (looks < SPINS) {
      Thread.onSpinWait();
    } else {
      Thread.interrupted(); // Else there would be no pause.
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  /** A little longer or shorter each time, so that sooner or later every moment is met. */
  private static void delay(int spins) {
    for (int i = 0; i < spins; i++) {
      Thread.onSpinWait();
    }
  }
}
