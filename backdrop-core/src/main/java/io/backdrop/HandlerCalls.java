package io.backdrop;

/**
 * Calls the handlers of users: whatever they throw stops nothing, and is logged once a minute for
 * each class of handler and of exception.
 */
final class HandlerCalls {

  private static final OnceAMinute LOGGED = new OnceAMinute(System::nanoTime);

  private HandlerCalls() {}

  /** Loads what it takes to tell of a failure, for who must not fail at that in a full heap. */
  static void prepare() {
    Warnings.prepare();
  }

  static void call(Runnable handler) {
    call(handler, handler);
  }

  /** As that, where the handler is not what runs, but is called by it. */
  static void call(Object handler, Runnable call) {
    try {
      call.run();
    } catch (Throwable failure) {
      failed(handler, failure);
    }
  }

  /** For who must not make a {@code Runnable}, as where memory may have ended. Never throws. */
  static void failed(Object handler, Throwable failure) {
    try {
      log(handler, failure);
    } catch (Throwable unreportable) {
      // Memory has ended, even for that class.
    }
  }

  private static void log(Object handler, Throwable failure) {
    var message = "A handler failed";
    try {
      var name = handler.getClass().getName();
      if (!LOGGED.isDue(name + failure.getClass().getName())) {
        return;
      }
      message =
          "The handler %s failed on thread %s. Further failures of this kind are not logged for a minute."
              .formatted(name, ThreadName.ofCurrent());
    } catch (Throwable noMemory) {
      // Then the stack trace tells whose it is.
    }
    Warnings.error(message, failure);
  }
}
