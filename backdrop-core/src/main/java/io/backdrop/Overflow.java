package io.backdrop;

import java.util.function.LongConsumer;

/** What becomes of a disposal for which a trash thread has no room. */
@FunctionalInterface
interface Overflow {

  /** Takes over the disposal, on the thread that closes. */
  void accept(TrashThread trash, LinkedDisposal<?> disposal);

  /** The closer slows down to what can be released. */
  static Overflow runInCaller() {
    return TrashThread::runInCaller;
  }

  /** A strategy that throws leaves the disposal to the closer, as everywhere. */
  static Overflow handTo(BackdropStrategy strategy) {
    return (trash, disposal) -> {
      try {
        strategy.execute(disposal);
      } catch (Throwable thrown) {
        if (disposal.disposer == null) {
          trash.countElsewhere(); // It did go there: this is what its disposer threw.
        }
        throw thrown;
      }
      trash.countElsewhere();
    };
  }

  static Overflow grow(LongConsumer alarm) {
    return (trash, disposal) -> {
      trash.takeBeyondBound(disposal);
      Isolation.tell(() -> alarm.accept(trash.pending()));
    };
  }
}
