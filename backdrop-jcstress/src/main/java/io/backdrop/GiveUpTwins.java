package io.backdrop;

import java.util.concurrent.CountDownLatch;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** The races of {@link GiveUpRaces} on protocols with a mistake: each of them has to fail. */
public class GiveUpTwins {

  private GiveUpTwins() {}

  /** {@link GiveUpRaces.HandOffVsGiveUp} where the end is said after the queue has been emptied. */
  @JCStressTest
  @JCStressMeta(GiveUpRaces.HandOffVsGiveUp.class)
  @State
  public static class EndsLateTwin {
    private final Tally tally = new Tally();
    private final Parts parts = new Parts(1);
    private volatile boolean ended;

    @Actor
    public void handOff() {
      parts.handOff(tally.disposal());
      if (ended) {
        parts.runAll();
      }
    }

    @Actor
    public void giveUp(II_Result r) {
      r.r2 = (int) parts.consumers.leftovers().giveUp().now().count();
      Tally.widenTheGap();
      ended = true;
    }

    @Arbiter
    public void count(II_Result r) {
      r.r1 = tally.total();
    }
  }

  /** {@link GiveUpRaces.OfferVsGiveUp} where what is pending is counted, and then thrown away. */
  @JCStressTest
  @JCStressMeta(GiveUpRaces.OfferVsGiveUp.class)
  @State
  public static class CountsThenEmptiesTwin {
    private final Tally tally = new Tally();
    private final Parts parts = new Parts(1);

    @Actor
    public void handOff() {
      parts.handOff(tally.disposal());
    }

    @Actor
    public void giveUp(III_Result r) {
      r.r2 = (int) parts.consumers.leftovers().count().count();
      while (parts.backlog.poll() != null) {
        parts.backlog.addDone(1, 0);
      }
    }

    @Arbiter
    public void runTheRest(III_Result r) {
      parts.runAll();
      r.r1 = tally.total();
      r.r3 = parts.pending();
    }
  }

  /**
   * {@link GiveUpRaces.RunHereVsGiveUp} where whoever is in a turn is marked after all was counted.
   */
  @JCStressTest
  @JCStressMeta(GiveUpRaces.RunHereVsGiveUp.class)
  @State
  public static class CountsThenMarksTwin {
    private final Parts parts = new Parts(1);
    private final CountDownLatch known = new CountDownLatch(1);

    @Actor
    public void runHere(II_Result r) {
      GiveUpRaces.runHere(parts, known, r);
    }

    @Actor
    public void giveUp(II_Result r) {
      r.r2 = (int) parts.consumers.leftovers().count().count();
      Tally.widenTheGap();
      parts.consumers.active().giveUp(new ResidueCount(), new ResidueCount());
      known.countDown();
    }
  }

  /**
   * {@link GiveUpRaces.RetryVsGiveUp} where what is to be tried again waits already, and the
   * attempt before it is still under way.
   */
  @JCStressTest
  @JCStressMeta(GiveUpRaces.RetryVsGiveUp.class)
  @State
  public static class WaitsWhileItRunsTwin {
    private final Tally attempts = new Tally();
    private final Parts parts = new Parts(1);

    public WaitsWhileItRunsTwin() {
      parts.handOff(new ClaimableDisposal<>("value", this::attempt, null));
    }

    private void attempt(Object value) {
      var retry = parts.isolation.attempt(RetryRaces.failingOnce(attempts));
      if (!parts.retries.add(retry, 0, 0, () -> {})) {
        parts.isolation.run(retry.disposal());
      }
      Tally.widenTheGap();
    }

    @Actor
    public void run() {
      parts.guests.help(1);
    }

    @Actor
    public void giveUp(II_Result r) {
      r.r2 = (int) parts.consumers.leftovers().giveUp().now().count();
    }

    @Arbiter
    public void count(II_Result r) {
      r.r1 = attempts.total();
    }
  }
}
