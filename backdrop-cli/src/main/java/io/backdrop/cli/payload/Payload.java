package io.backdrop.cli.payload;

import java.io.IOException;

/** Something that is expensive to let go of, and that counts how often it was. */
public interface Payload {

  /** What {@link io.backdrop.Disposer#structural()} releases. */
  Object value();

  /** How many of its parts were released so far; roughly, while that goes on. */
  long released();

  /** Counts what became of its parts. Exact once what releases it has ended. */
  Tally tally();

  /** Releases what was not released, for rows whose strategy does not. */
  void discard() throws IOException;
}
