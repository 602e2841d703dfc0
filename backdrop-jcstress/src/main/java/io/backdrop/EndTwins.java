package io.backdrop;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** The races of {@link EndRaces} on protocols with a mistake: each of them has to fail. */
public class EndTwins {

  private EndTwins() {}

  /** {@link EndRaces.HandOffVsEnd} where the hand-off looks before it offers. */
  @JCStressTest
  @JCStressMeta(EndRaces.HandOffVsEnd.class)
  @State
  public static class LooksFirstTwin {
    private final Tally tally = new Tally();
    private final WeakEnd end = new WeakEnd.LooksFirst();

    @Actor
    public void handOff() {
      tally.enterFirst();
      end.execute(tally.disposal());
    }

    @Actor
    public void live() {
      end.live();
    }

    @Arbiter
    public void count(II_Result r) {
      r.r1 = tally.byFirst.get();
      r.r2 = tally.bySecond.get();
    }
  }

  /** {@link EndRaces.HandOffVsEnd} where the thread empties its queue, and then ends that. */
  @JCStressTest
  @JCStressMeta(EndRaces.HandOffVsEnd.class)
  @State
  public static class EndsLastTwin {
    private final Tally tally = new Tally();
    private final WeakEnd end = new WeakEnd.EndsLast();

    @Actor
    public void handOff() {
      tally.enterFirst();
      end.execute(tally.disposal());
    }

    @Actor
    public void live() {
      end.live();
    }

    @Arbiter
    public void count(II_Result r) {
      r.r1 = tally.byFirst.get();
      r.r2 = tally.bySecond.get();
    }
  }

  /** {@link EndRaces.HandOffVsEndAndHandOff} where what is not within reach is not waited for. */
  @JCStressTest
  @JCStressMeta(EndRaces.HandOffVsEndAndHandOff.class)
  @State
  public static class DrainsWithinReachTwin {
    private final Tally tally = new Tally();
    private final WeakEnd end = new WeakEnd.WithinReach();

    @Actor
    public void handOff() {
      tally.enterFirst();
      end.execute(tally.disposal());
    }

    @Actor
    public void live() {
      end.live();
      end.execute(tally.disposal());
    }

    @Arbiter
    public void count(II_Result r) {
      r.r1 = tally.byFirst.get();
      r.r2 = tally.bySecond.get();
    }
  }

  /** {@link EndRaces.CloseVsEndAndHandOff} where the thread is told before its queue ends. */
  @JCStressTest
  @JCStressMeta(EndRaces.CloseVsEndAndHandOff.class)
  @State
  public static class TellsFirstTwin {
    private final Tally tally = new Tally();
    private final WeakEnd.TellsFirst end = new WeakEnd.TellsFirst();

    @Actor
    public void close() {
      tally.enterFirst();
      end.close();
    }

    @Actor
    public void live() {
      end.live();
      end.execute(tally.disposal());
    }

    @Arbiter
    public void count(II_Result r) {
      r.r1 = tally.byFirst.get();
      r.r2 = tally.bySecond.get();
    }
  }
}
