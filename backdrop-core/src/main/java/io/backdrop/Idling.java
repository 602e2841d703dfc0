package io.backdrop;

import java.time.Duration;

/** What a trash thread does while there is nothing to do. Used by that thread alone. */
sealed interface Idling {

  /** Called after each time that disposals were run. */
  void worked();

  /** Called each time that none was found. */
  void idle(TrashLoop loop);

  /** Sleeps, longer each time, and costs those who hand off nothing. */
  final class Polling implements Idling {

    private final long first;
    private final long longest;
    private long next;

    Polling(Duration first, Duration longest) {
      this.first = Nanos.of(first);
      this.longest = Nanos.of(longest);
      this.next = this.first;
    }

    @Override
    public void worked() {
      next = first;
    }

    @Override
    public void idle(TrashLoop loop) {
      loop.parkFor(next);
      next = next > longest / 2 ? longest : next * 2;
    }
  }

  /** Sleeps until the next hand-off. */
  final class Signalled implements Idling {

    @Override
    public void worked() {}

    @Override
    public void idle(TrashLoop loop) {
      loop.parkUntilWoken();
    }
  }
}
