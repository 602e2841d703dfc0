package io.backdrop;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * What is handed off while a {@link TrashThread} ends is released once, by that thread or by
 * whoever hands it off. The real class; one of the actors lives the thread's life.
 */
public class EndRaces {

  private EndRaces() {}

  /** One hands off, while the trash thread is closed and ends. */
  @JCStressTest
  @Outcome(
      id = "1, 0",
      expect = ACCEPTABLE,
      desc = "too late for the thread: its closer released it")
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the trash thread released it")
  @Outcome(expect = FORBIDDEN, desc = "lost, or released twice")
  @State
  public static class HandOffVsEnd {
    private final Tally tally = new Tally();
    private final ActedThread acted = ActedThread.open();

    @Actor
    public void handOff() {
      tally.enterFirst();
      acted.trash.execute(tally.disposal());
    }

    @Actor
    public void live() {
      acted.trash.beginClosing();
      acted.life().run();
    }

    @Arbiter
    public void count(II_Result r) {
      r.r1 = tally.byFirst.get();
      r.r2 = tally.bySecond.get();
    }
  }

  /**
   * One hands off while the thread ends, and may still have to fill its place; one right after the
   * end.
   */
  @JCStressTest
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "each released one")
  @Outcome(id = "0, 2", expect = ACCEPTABLE, desc = "who ended the thread released both")
  @Outcome(expect = FORBIDDEN, desc = "lost, or released twice")
  @State
  public static class HandOffVsEndAndHandOff {
    private final Tally tally = new Tally();
    private final ActedThread acted = ActedThread.open();

    @Actor
    public void handOff() {
      tally.enterFirst();
      acted.trash.execute(tally.disposal());
    }

    @Actor
    public void live() {
      acted.trash.beginClosing();
      acted.life().run();
      acted.trash.execute(tally.disposal());
    }

    @Arbiter
    public void count(II_Result r) {
      r.r1 = tally.byFirst.get();
      r.r2 = tally.bySecond.get();
    }
  }

  /** One closes the trash thread, and something is handed off as soon as that has ended. */
  @JCStressTest
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "too late for the thread: released in place")
  @Outcome(expect = FORBIDDEN, desc = "lost, or released twice")
  @State
  public static class CloseVsEndAndHandOff {
    private final Tally tally = new Tally();
    private final ActedThread acted = ActedThread.open(new Spinning());

    @Actor
    public void close() {
      tally.enterFirst();
      acted.trash.beginClosing();
    }

    @Actor
    public void live() {
      acted.life().run();
      acted.trash.execute(tally.disposal());
    }

    @Arbiter
    public void count(II_Result r) {
      r.r1 = tally.byFirst.get();
      r.r2 = tally.bySecond.get();
    }
  }

  /** Does not sleep, so as to meet the close in the middle. */
  private static final class Spinning implements Parking {
    @Override
    public void park(Object blocker) {
      Thread.onSpinWait();
    }

    @Override
    public void parkNanos(Object blocker, long nanos) {
      Thread.onSpinWait();
    }

    @Override
    public void unpark(Thread thread) {}
  }

  /** A trash thread whose life an actor lives. */
  static final class ActedThread {
    final TrashThread trash;
    private Runnable life = () -> {};

    ActedThread(Idling idling, Parking parking) {
      var settings =
          TrashThread.builder()
              .threadFactory(work -> {
                life = work;
                return NEVER_STARTED;
              })
              .parking(parking);
      settings.idling = () -> idling;
      trash = new TrashThread(settings);
    }

    TrashLoop life() {
      return (TrashLoop) life;
    }

    static ActedThread open() {
      return open(Parking.SYSTEM);
    }

    static ActedThread open(Parking parking) {
      var poll = Duration.ofMillis(1);
      return new ActedThread(new Idling.Polling(poll, poll), parking);
    }
  }

  private static final Thread NEVER_STARTED = new Thread();
}
