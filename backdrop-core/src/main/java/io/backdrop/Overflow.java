package io.backdrop;

import java.util.function.LongConsumer;

/** What becomes of a disposal for which a trash thread has no room. */
@FunctionalInterface
interface Overflow {

  /**
   * Sees to the disposal, on the thread that closes; returns whether it is in the queue after all.
   */
  boolean takes(FullBacklog full, ClaimableDisposal<?> disposal);

  /** The closer slows down to what can be released. */
  static Overflow runInCaller() {
    return FullBacklog::runInCaller;
  }

  /** A strategy that throws leaves the disposal to the closer, as everywhere. */
  static Overflow handTo(BackdropStrategy strategy) {
    return (full, disposal) -> full.handTo(strategy, disposal);
  }

  static Overflow grow(LongConsumer alarm) {
    return (full, disposal) -> full.takeBeyondBound(disposal, alarm);
  }
}
