package io.backdrop.jmh;

/**
 * A small structure in C's memory: a list of {@value #LENGTH} blocks, each with the next one's
 * address.
 */
final class NativeList implements AutoCloseable {

  /** How many blocks. */
  static final int LENGTH = 16;

  private final long first;

  NativeList() {
    long next = 0;
    for (int i = 0; i < LENGTH; i++) {
      long block = NativeMemory.allocate();
      NativeMemory.write(block, next);
      next = block;
    }
    first = next;
  }

  @Override
  public void close() {
    for (long block = first; block != 0; ) {
      long next = NativeMemory.read(block);
      NativeMemory.free(block);
      block = next;
    }
  }
}
