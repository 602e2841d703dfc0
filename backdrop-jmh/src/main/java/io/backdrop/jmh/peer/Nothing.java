package io.backdrop.jmh.peer;

/** A value whose release is nothing, so that nothing hides what the hand-off costs. */
public enum Nothing implements AutoCloseable {
  /** One is enough. */
  NOTHING;

  @Override
  public void close() {}
}
