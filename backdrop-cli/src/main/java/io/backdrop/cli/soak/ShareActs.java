package io.backdrop.cli.soak;

import io.backdrop.Arc;
import io.backdrop.UniqueArc;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** What is done with values that have several owners. */
final class ShareActs {

  private static final int MOST_SHARES = 8;

  private ShareActs() {}

  static void share(Worker worker) {
    var first = worker.maker().share(worker.maker().any(), worker.subject());
    var others = first.share(worker.random().nextInt(MOST_SHARES));
    worker.close(first);
    useAll(worker, others);
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
      race(worker, handle);
    }
  }

  /** What one thread gets is its own, whatever becomes of the handle it got it from. */
  private static void race(Worker worker, Arc<Value> handle) {
    int shares = worker.random().nextInt(MOST_SHARES);
    switch (worker.random().nextInt(8)) {
      case 0 -> tryTo(worker, handle::tryShare).ifPresent(mine -> useAndKeep(worker, mine));
      case 1 -> worker.tryTo(handle::share).ifPresent(mine -> useAndKeep(worker, mine));
      case 2 -> worker.tryTo(() -> handle.share(shares)).ifPresent(mine -> useAll(worker, mine));
      case 3 -> tryTo(worker, handle::tryUnwrap).ifPresent(Value::takenBack);
      case 4 -> tryTo(worker, handle::tryUnique).ifPresent(owner -> end(worker, owner));
      case 5 -> worker.tryTo(() -> unique(worker, handle)).ifPresent(owner -> end(worker, owner));
      default -> worker.close(handle);
    }
  }

  private static <T> Optional<T> tryTo(Worker worker, Supplier<Optional<T>> use) {
    return worker.tryTo(use).flatMap(Function.identity());
  }

  private static UniqueArc<Value> unique(Worker worker, Arc<Value> handle) {
    return handle.makeUnique(value -> value.another(worker.maker()));
  }

  private static void useAll(Worker worker, List<Arc<Value>> handles) {
    handles.forEach(mine -> useAndKeep(worker, mine));
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
