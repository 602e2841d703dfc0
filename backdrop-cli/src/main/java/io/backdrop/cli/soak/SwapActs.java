package io.backdrop.cli.soak;

import io.backdrop.Arc;

/** What is done with a value that is replaced under its readers. */
final class SwapActs {

  private SwapActs() {}

  static void swap(Worker worker) {
    var place = worker.stage().place();
    switch (worker.random().nextInt(8)) {
      case 0 -> replace(worker);
      case 1 -> worker.close(() -> place.store(version(worker)));
      case 2 -> worker.close(() -> place.update(value -> version(worker)));
      case 3 -> worker.close(() -> worker.close(place.swap(version(worker))));
      default -> read(worker);
    }
  }

  private static Arc<Value> version(Worker worker) {
    var maker = worker.maker();
    return maker.share(maker.hasRoom() ? maker.any() : maker.plain(), worker.subject());
  }

  private static void read(Worker worker) {
    var version = worker.stage().place().load();
    version.get().use();
    worker.close(version);
  }

  private static void replace(Worker worker) {
    var place = worker.stage().place();
    var seen = place.load();
    var next = version(worker);
    worker.close(() -> place.compareAndSet(seen, next));
    worker.close(next); // Does nothing where it was consumed.
    worker.close(seen);
  }
}
