package io.backdrop.cli.soak;

import io.backdrop.Arc;
import io.backdrop.UniqueArc;

/** What is done with values that have several owners. */
final class ShareActs {

  private static final int MOST_SHARES = 8;

  private ShareActs() {}

  static void share(Worker worker) {
    var first = worker.maker().share(worker.maker().any(), worker.subject());
    var others = first.share(worker.random().nextInt(MOST_SHARES));
    worker.close(first);
    for (var other : others) {
      other.get().use();
      closeOrPut(worker, other);
    }
  }

  static void own(Worker worker) {
    end(worker, worker.maker().own(worker.maker().any(), worker.subject()));
  }

  private static void end(Worker worker, UniqueArc<Value> owner) {
    owner.get().use();
    switch (worker.random().nextInt(3)) {
      case 0 -> owner.unwrap().takenBack();
      case 1 -> closeOrPut(worker, owner.share());
      default -> worker.close(owner);
    }
  }

  /** Several threads share, close and take back through the same handles at the same time. */
  static void race(Worker worker) {
    var handle = worker.stage().shares().any(worker.random());
    if (handle == null || worker.random().nextInt(4) == 0) {
      put(worker, worker.maker().share(worker.maker().any(), worker.subject()));
    } else {
      worker.tryTo(() -> race(worker, handle));
    }
  }

  private static void race(Worker worker, Arc<Value> handle) {
    switch (worker.random().nextInt(8)) {
      case 0 -> handle.tryShare().ifPresent(mine -> useAndKeep(worker, mine));
      case 1 -> useAndKeep(worker, handle.share());
      case 2 -> handle.share(1 + worker.random().nextInt(MOST_SHARES)).forEach(worker::close);
      case 3 -> handle.tryUnwrap().ifPresent(Value::takenBack);
      case 4 -> handle.tryUnique().ifPresent(owner -> end(worker, owner));
      case 5 -> end(worker, handle.makeUnique(value -> value.another(worker.maker())));
      default -> handle.close();
    }
  }

  private static void useAndKeep(Worker worker, Arc<Value> mine) {
    mine.get().use();
    closeOrPut(worker, mine);
  }

  private static void closeOrPut(Worker worker, Arc<Value> handle) {
    if (worker.random().nextBoolean()) {
      worker.close(handle);
    } else {
      put(worker, handle);
    }
  }

  private static void put(Worker worker, Arc<Value> handle) {
    var before = worker.stage().shares().put(handle, worker.random());
    if (before != null) {
      worker.close(before);
    }
  }
}
