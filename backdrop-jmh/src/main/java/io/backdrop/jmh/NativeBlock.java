package io.backdrop.jmh;

/** A small block of C's memory: about the cheapest thing there is that has to be released. */
final class NativeBlock implements AutoCloseable {

  private final long address = NativeMemory.allocate();

  @Override
  public void close() {
    NativeMemory.free(address);
  }
}
