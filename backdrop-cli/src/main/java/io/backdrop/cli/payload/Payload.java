package io.backdrop.cli.payload;

import io.backdrop.Disposer;
import io.backdrop.IncrementalDisposer.Release;
import java.io.IOException;

/** Something that is expensive to let go of, and that counts how often it was. */
public interface Payload {

  /** What {@link io.backdrop.Disposer#structural()} releases. */
  Object value();

  /** Begins to release {@link #value}, to be continued step by step. */
  default Release begin() throws Exception {
    return Disposer.structural().begin(value());
  }

  /** Reads from some of its parts, as a server that answers a request does. */
  long answer(long request) throws Exception;

  /** How many of its parts were released so far; roughly, while that goes on. */
  long released();

  /** Counts what became of its parts. Exact once what releases it has ended. */
  Tally tally();

  /** Releases what was not released, for rows whose strategy does not. */
  void discard() throws IOException;

  /** One of so many parts: always the same for a request, and otherwise as if at random. */
  static int part(long request, int size) {
    long mixed = (request + 1) * 0x9E3779B97F4A7C15L;
    return (int) Long.remainderUnsigned(mixed ^ (mixed >>> 32), size);
  }
}
