package io.backdrop;

/** Who sees to further attempts at a disposal, where whoever has made one must not pause. */
@FunctionalInterface
interface Elsewhere {

  /**
   * Takes one that has that weight, and had that position; calls back at the moment from which on
   * it is there. Returns false where it is not.
   */
  boolean tryTake(Retry retry, long weight, long position, Runnable isThere);
}
