package io.backdrop.jmh.peer;

/** Somewhere to hand values off to, as whoever measures it sees it. */
public interface Target extends AutoCloseable {

  /**
   * Wraps a value. To close what this returns is the hand-off: it is what is measured.
   *
   * @param value what is to be closed in the end
   * @return a handle that is to be closed once
   */
  AutoCloseable handle(AutoCloseable value);

  /** Waits until all that was handed off is released. Whoever calls it is the only one to do so. */
  void flush() throws Exception;

  @Override
  void close();
}
