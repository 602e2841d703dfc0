package io.backdrop;

/**
 * A queue that no trash thread drains, as others see it: its values are lost when the JVM ends, and
 * may be left in it before. Knows nothing that keeps its strategy reachable, or is that itself.
 */
interface UndrainedQueue {

  /**
   * How many disposals are pending; any thread may ask, and a moment later it is another number.
   */
  long pending();

  /** Warns where nobody seems to drain it, at this time in nanoseconds. For one thread alone. */
  default void warnIfLeft(long now) {}
}
