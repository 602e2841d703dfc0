package io.backdrop.jmh.peer;

/** Waits until all is released. */
@FunctionalInterface
interface Waiting {
  void await() throws Exception;
}
