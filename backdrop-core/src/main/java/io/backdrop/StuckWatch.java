package io.backdrop;

/**
 * Looks now and then whether a disposal is stuck, or a trash thread dead, for all trash threads
 * while one of them is open.
 */
final class StuckWatch {

  private static final long PERIOD = 500_000_000;

  private static final PeriodicCheck CHECK =
      new PeriodicCheck(
          "backdrop-watch", PERIOD, StuckWatch::checkAll, () -> ExitDrain.open().isEmpty());

  private StuckWatch() {}

  /** To be called after one was added to those that are open. */
  static void begin() {
    CHECK.begin();
  }

  private static void checkAll() {
    ExitDrain.open().forEach(TrashThread::check);
  }
}
