package io.backdrop;

/** Calls the handlers of users: whatever they throw is logged, and stops nothing. */
final class HandlerCalls {

  private HandlerCalls() {}

  /** Loads what it takes to tell of a failure, for who must not fail at that in a full heap. */
  static void prepare() {
    Warnings.prepare();
  }

  static void call(Runnable handler) {
    try {
      handler.run();
    } catch (Throwable failure) {
      failed(failure);
    }
  }

  /** For who must not make a {@code Runnable}, as where memory may have ended. Never throws. */
  static void failed(Throwable failure) {
    try {
      Warnings.error("A handler failed", failure);
    } catch (Throwable unreportable) {
      // Memory has ended, even for that class.
    }
  }
}
