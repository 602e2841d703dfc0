package io.backdrop;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.CountDownLatch;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * What is handed off while a {@link TrashThread} is given up is released, or it is in the residue.
 * It is in both only where it was being released at that moment, as the residue says of itself.
 */
public class GiveUpRaces {

  private GiveUpRaces() {}

  /** Says how many are waited for once the residue is known, from inside a disposal. */
  static void runHere(Parts parts, CountDownLatch known, II_Result r) {
    Disposer<Object> looking =
        value -> {
          known.await();
          var awaited = parts.consumers.awaitedConsumers();
          awaited.removeIf(Awaited::isOver);
          r.r1 = awaited.size();
        };
    parts.guests.runHere(new ClaimableDisposal<>("value", looking, null), true);
  }

  /** The real class: whoever finds it given up releases the value himself. */
  @JCStressTest
  @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "too late for the residue: its closer did it")
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "it is in the residue")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "its closer was at it, and so it was counted")
  @Outcome(expect = FORBIDDEN, desc = "neither released nor counted, or one of these twice")
  @State
  public static class HandOffVsGiveUp {
    private final Tally tally = new Tally();
    private final TrashThread trash = EndRaces.ActedThread.open().trash;

    @Actor
    public void handOff() {
      trash.execute(tally.disposal());
    }

    @Actor
    public void giveUp(II_Result r) {
      trash.beginClosing();
      r.r2 = (int) trash.giveUp().now().count();
    }

    @Arbiter
    public void count(II_Result r) {
      r.r1 = tally.total();
    }
  }

  /** Nobody runs anything until the residue is known, so nothing can be in both. */
  @JCStressTest
  @Outcome(id = "1, 0, 0", expect = ACCEPTABLE, desc = "it came after the residue")
  @Outcome(id = "0, 1, 0", expect = ACCEPTABLE, desc = "it is in the residue")
  @Outcome(expect = FORBIDDEN, desc = "in both, in neither, or still pending")
  @State
  public static class OfferVsGiveUp {
    private final Tally tally = new Tally();
    private final Parts parts = new Parts(1);

    @Actor
    public void handOff() {
      parts.handOff(tally.disposal());
    }

    @Actor
    public void giveUp(III_Result r) {
      r.r2 = (int) parts.consumers.leftovers().giveUp().now().count();
    }

    @Arbiter
    public void runTheRest(III_Result r) {
      parts.runAll();
      r.r1 = tally.total();
      r.r3 = parts.pending();
    }
  }

  /**
   * Whoever found no room runs it beside the queue, and stays in it until the residue is known.
   * Where he is not counted, the end of the JVM has to wait for him.
   */
  @JCStressTest
  @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "he is waited for")
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "he is in the residue")
  @Outcome(expect = FORBIDDEN, desc = "neither, or both")
  @State
  public static class RunHereVsGiveUp {
    private final Parts parts = new Parts(1);
    private final CountDownLatch known = new CountDownLatch(1);

    @Actor
    public void runHere(II_Result r) {
      GiveUpRaces.runHere(parts, known, r);
    }

    @Actor
    public void giveUp(II_Result r) {
      r.r2 = (int) parts.consumers.leftovers().giveUp().now().count();
      known.countDown();
    }
  }

  /** A value that is to be tried again is tried once more, or it is in the residue, as one. */
  @JCStressTest
  @Outcome(id = "2, 0", expect = ACCEPTABLE, desc = "the next attempt was made in place")
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "it is in the residue, and was never tried")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "it is in the residue")
  @Outcome(id = "2, 1", expect = ACCEPTABLE, desc = "it was being tried, and so it was counted")
  @Outcome(expect = FORBIDDEN, desc = "forgotten, or counted twice")
  @State
  public static class RetryVsGiveUp {
    private final Tally attempts = new Tally();
    private final Parts parts = new Parts(1);

    public RetryVsGiveUp() {
      parts.handOff(RetryRaces.failingOnce(attempts));
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
