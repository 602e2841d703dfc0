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
    var moved = moved(worker, handle);
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
      race(worker, handle);
    }
  }

  /** What one thread gets is its own, whatever becomes of the handle it got it from. */
  private static void race(Worker worker, Backdrop<Value> handle) {
    switch (worker.random().nextInt(5)) {
      case 0 -> worker.tryTo(handle::unwrap).ifPresent(Value::takenBack);
      case 1 ->
          worker.tryTo(() -> moved(worker, handle)).ifPresent(mine -> useAndPut(worker, mine));
      case 2 -> worker.tryTo(() -> look(handle));
      default -> worker.close(handle);
    }
  }

  private static Backdrop<Value> moved(Worker worker, Backdrop<Value> handle) {
    return handle.withStrategy(worker.maker().strategy());
  }

  private static void useAndPut(Worker worker, Backdrop<Value> mine) {
    mine.get().use();
    put(worker, mine);
  }

  /** What is closed meanwhile says so, and nothing else. */
  private static Value look(Backdrop<Value> handle) {
    var value = handle.get();
    boolean isOpen = !handle.isClosed();
    if (isOpen && handle.toString().isEmpty()) {
      value.fault("has a handle that says nothing of it");
    }
    handle.strategy();
    return value;
  }

  private static void put(Worker worker, Backdrop<Value> handle) {
    var before = worker.stage().handles().put(handle, worker.random());
    if (before != null) {
      worker.close(before);
    }
  }
}
