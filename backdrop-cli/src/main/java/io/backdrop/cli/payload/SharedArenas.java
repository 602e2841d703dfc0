package io.backdrop.cli.payload;

import java.lang.foreign.Arena;

/** Many shared arenas, each with a small piece of memory: closing one stops every thread for it. */
final class SharedArenas implements Payload {

  private static final long BYTES = 64;

  private final Counter counter = new Counter();
  private final CountedArena[] arenas;

  @SuppressWarnings("MustBeClosedChecker") // Closing them is what is measured.
  SharedArenas(int size) {
    arenas = new CountedArena[size];
    for (int i = 0; i < size; i++) {
      var arena = Arena.ofShared();
      arena.allocate(BYTES);
      arenas[i] = new CountedArena(counter, arena);
    }
  }

  @Override
  public CountedArena[] value() {
    return arenas;
  }

  @Override
  public long released() {
    return counter.released();
  }

  @Override
  public Tally tally() {
    long left = 0;
    for (var counted : arenas) {
      left += counted.isAlive() ? 1 : 0;
    }
    return counter.tally(arenas.length, left);
  }

  @Override
  public void discard() {
    for (var counted : arenas) {
      if (counted.isAlive()) {
        counted.close();
      }
    }
  }

  record CountedArena(Counter counter, Arena arena) implements AutoCloseable {

    boolean isAlive() {
      return arena.scope().isAlive();
    }

    @Override
    public void close() {
      if (counter.countFirst(isAlive())) {
        arena.close();
      }
    }
  }
}
