package io.backdrop.cli.payload;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Many shared arenas, each with a small piece of memory: closing one stops every thread for it. */
final class SharedArenas implements Payload {

  private static final long BYTES = 64;

  /** How many arenas a request reads from. */
  private static final int READS = 8;

  private final Counter counter = new Counter();
  private final CountedArena[] arenas;

  @SuppressWarnings("MustBeClosedChecker") // Closing them is what is measured.
  SharedArenas(int size) {
    arenas = new CountedArena[size];
    for (int i = 0; i < size; i++) {
      var arena = Arena.ofShared();
      arenas[i] = new CountedArena(counter, arena, arena.allocate(BYTES));
    }
  }

  @Override
  public CountedArena[] value() {
    return arenas;
  }

  @Override
  public long answer(long request) {
    long sum = 0;
    for (int i = 0; i < READS; i++) {
      var counted = arenas[Payload.part(request * READS + i, arenas.length)];
      sum += counted.memory().get(JAVA_BYTE, 0);
    }
    return sum;
  }

  @Override
  public long released() {
    return counter.released();
  }

  @Override
  public Tally tally() {
    return counter.tally(arenas.length, Part.countOpen(arenas));
  }

  @Override
  public void discard() {
    Part.closeOpen(arenas);
  }

  record CountedArena(Counter counter, Arena arena, MemorySegment memory) implements Part {

    @Override
    public boolean isOpen() {
      return arena.scope().isAlive();
    }

    @Override
    public void close() {
      if (counter.countFirst(isOpen())) {
        arena.close();
      }
    }
  }
}
