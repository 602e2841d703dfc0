package io.backdrop.cli.soak;

import io.backdrop.Backdrop;

/** What is done with a Backdrop. */
final class HandleActs {

  private HandleActs() {}

  static void close(Worker worker) {
    worker.close(worker.maker().wrap(worker.maker().any(), worker.subject()));
  }

  static void takeBack(Worker worker) {
    var handle = worker.maker().wrap(worker.maker().any(), worker.subject());
    handle.unwrap().takenBack();
    handle.close();
  }

  static void move(Worker worker) {
    var handle = worker.maker().wrap(worker.maker().any(), worker.subject());
    var moved = handle.withStrategy(worker.maker().strategy());
    worker.close(handle);
    worker.close(moved);
    worker.close(moved);
  }

  /** Several threads close, unwrap and move the same handles at the same time. */
  static void race(Worker worker) {
    var handle = worker.stage().handles().any(worker.random());
    if (handle == null || worker.random().nextInt(4) == 0) {
      put(worker, worker.maker().wrap(worker.maker().any(), worker.subject()));
    } else {
      worker.tryTo(() -> race(worker, handle));
    }
  }

  private static void race(Worker worker, Backdrop<Value> handle) {
    switch (worker.random().nextInt(5)) {
      case 0 -> handle.unwrap().takenBack();
      case 1 -> put(worker, handle.withStrategy(worker.maker().strategy()));
      case 2 -> look(handle);
      default -> handle.close();
    }
  }

  /** What is closed meanwhile says so, and nothing else. */
  private static void look(Backdrop<Value> handle) {
    var value = handle.get();
    boolean isOpen = !handle.isClosed();
    if (isOpen && handle.toString().isEmpty()) {
      value.fault("has a handle that says nothing of it");
    }
    handle.strategy();
  }

  private static void put(Worker worker, Backdrop<Value> handle) {
    var before = worker.stage().handles().put(handle, worker.random());
    if (before != null) {
      worker.close(before);
    }
  }
}
