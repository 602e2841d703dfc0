package io.backdrop;

/** What becomes of a disposal for which a trash thread has no room. */
@FunctionalInterface
interface Overflow {

  /** Sees to the disposal, on the thread that closes. */
  void take(FullBacklog full, ClaimableDisposal<?> disposal);
}
