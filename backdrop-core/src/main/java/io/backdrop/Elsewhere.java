package io.backdrop;

/** Makes further attempts at a disposal, where whoever has made one must not pause. */
@FunctionalInterface
interface Elsewhere {

  /**
   * Takes one that has that weight, and had that position. Returns false where it stays with
   * whoever has made the attempt.
   */
  boolean tryTake(Retry retry, long weight, long position);
}
