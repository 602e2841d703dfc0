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
      if (next == longest) {
        loop.forgetReleased(); // Not sooner: it writes next to the place of the next hand-off.
      }
      loop.parkFor(next);
      next = next > longest / 2 ? longest : next * 2;
    }
  }

  /** Sleeps until the next hand-off. */
  final class Signalled implements Idling {

    /** How long it sleeps beside a hand-off that goes on, in nanoseconds. */
    private static final long PAUSE = 50_000;

    /** Whether one has its position in the queue and has not come to its place there. */
    private boolean outOfReach;

    @Override
    public void worked() {
      outOfReach = false;
    }

    /** One that is seen twice belongs to a thread that was stopped in between, maybe for long. */
    @Override
    public void idle(TrashLoop loop) {
      if (outOfReach) {
        loop.parkFor(PAUSE);
      }
      loop.forgetReleased();
      outOfReach = !loop.parkUntilWoken();
    }
  }
}
