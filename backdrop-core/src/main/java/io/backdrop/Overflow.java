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
      strategy.execute(disposal);
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
