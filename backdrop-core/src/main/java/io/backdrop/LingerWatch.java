package io.backdrop;

/** Looks now and then whether values linger in a trash queue, while there is one that is open. */
final class LingerWatch {

  private static final long PERIOD = 15_000_000_000L;

  private static final WeakSet<Lingering> WATCHED = new WeakSet<>();

  private static final PeriodicCheck CHECK =
      new PeriodicCheck("backdrop-queue-watch", PERIOD, LingerWatch::look, WATCHED::isEmpty);

  private LingerWatch() {}

  static void begin(Lingering queue) {
    WATCHED.add(queue);
    try {
      CHECK.begin();
    } catch (OutOfMemoryError noThread) {
      // The next queue that is made tries again.
    }
  }

  static void end(Lingering queue) {
    WATCHED.remove(queue);
  }

  private static void look() {
    WATCHED.list().forEach(Lingering::look);
  }
}
