package io.backdrop.examples;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.OptionalLong;
import java.util.function.LongUnaryOperator;

/**
 * An index from the keys 0, 2, 4, … to values, in memory that the garbage collector leaves alone.
 */
public final class OffHeapIndex implements AutoCloseable {

  private static final long ENTRY = 2 * ValueLayout.JAVA_LONG.byteSize();

  private final Arena arena = Arena.ofShared();
  private final MemorySegment entries;

  private OffHeapIndex(int size, LongUnaryOperator valueOf) {
    try {
      entries = arena.allocate(size * ENTRY, ValueLayout.JAVA_LONG.byteAlignment());
      fill(entries, size, valueOf);
    } catch (Throwable notBuilt) {
      arena.close(); // Nobody else can.
      throw notBuilt;
    }
  }

  /** Builds an index of so many keys, each with the value that the function gives it. */
  public static OffHeapIndex build(int size, LongUnaryOperator valueOf) {
    return new OffHeapIndex(size, valueOf);
  }

  private static void fill(MemorySegment entries, int size, LongUnaryOperator valueOf) {
    for (long i = 0; i < size; i++) {
      entries.set(ValueLayout.JAVA_LONG, i * ENTRY, 2 * i);
      entries.set(ValueLayout.JAVA_LONG, i * ENTRY + 8, valueOf.applyAsLong(2 * i));
    }
  }

  /** The value of a key, found by binary search. */
  public OptionalLong lookUp(long key) {
    long low = 0;
    long high = entries.byteSize() / ENTRY - 1;
    while (low <= high) {
      long middle = (low + high) >>> 1;
      long found = entries.get(ValueLayout.JAVA_LONG, middle * ENTRY);
      if (found == key) {
        return OptionalLong.of(entries.get(ValueLayout.JAVA_LONG, middle * ENTRY + 8));
      }
      if (found < key) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return OptionalLong.empty();
  }

  /** How many bytes its memory has. */
  public long byteSize() {
    return entries.byteSize();
  }

  /** Whether its memory is still there. */
  public boolean isOpen() {
    return arena.scope().isAlive();
  }

  /** Frees the memory. Closing a shared arena stops all threads for a moment: a job to put off. */
  @Override
  public void close() {
    arena.close();
  }
}
