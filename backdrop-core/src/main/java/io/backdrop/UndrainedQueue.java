package io.backdrop;

/**
 * A queue that no trash thread drains, as others see it: its values are lost when the JVM ends.
 * Must not keep its strategy reachable, unless it is the strategy itself.
 */
interface UndrainedQueue {

  /**
   * How many disposals are pending; any thread may ask, and a moment later it is another number.
   */
  long pending();
}
