package io.backdrop.jmh.target;

/** Waits until all is released. */
@FunctionalInterface
interface Waiting {
  void await() throws Exception;
}
