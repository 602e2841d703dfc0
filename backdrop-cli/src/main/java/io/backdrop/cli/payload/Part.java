package io.backdrop.cli.payload;

/** A part of a payload, which is released by closing it, and knows whether it was. */
interface Part extends AutoCloseable {

  boolean isOpen();

  @Override
  void close();

  /** How many of them are still there. */
  static long countOpen(Part[] parts) {
    long open = 0;
    for (var part : parts) {
      open += part.isOpen() ? 1 : 0;
    }
    return open;
  }

  /** Releases what nobody has. */
  static void closeOpen(Part[] parts) {
    for (var part : parts) {
      if (part.isOpen()) {
        part.close();
      }
    }
  }
}
