package io.backdrop;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** A release that asks for another attempt while its trash thread ends gets it, once. */
public class RetryRaces {

  private static final RetryPolicy AT_ONCE = RetryPolicy.of(5, Duration.ZERO);
  private static final IOException BUSY = new IOException("busy");

  private RetryRaces() {}

  /** One makes the first attempt, while the other ends the waiting for a second one. */
  @JCStressTest
  @Outcome(id = "2, 0, 0", expect = ACCEPTABLE, desc = "the end had begun: it tried again at once")
  @Outcome(id = "1, 1, 0", expect = ACCEPTABLE, desc = "it waited, and the end tried it again")
  @Outcome(expect = FORBIDDEN, desc = "not tried again, tried too often, or still pending")
  @State
  public static class RetryVsEnd {
    private final Tally attempts = new Tally();
    private final Parts parts = new Parts(1);

    public RetryVsEnd() {
      parts.handOff(failingOnce(attempts));
    }

    @Actor
    public void run() {
      attempts.enterFirst();
      parts.guests.help(1);
    }

    @Actor
    public void end() {
      while (!parts.retries.closeIfEmpty()) {
        parts.guests.help(1);
      }
    }

    @Arbiter
    public void count(III_Result r) {
      r.r1 = attempts.byFirst.get();
      r.r2 = attempts.bySecond.get();
      r.r3 = parts.pending();
    }
  }

  /** {@link RetryVsEnd} by those who look for the end, and only then begin to wait. */
  @JCStressTest
  @JCStressMeta(RetryRaces.RetryVsEnd.class)
  @State
  public static class LooksThenWaitsTwin {
    private final Tally attempts = new Tally();
    private final ConcurrentLinkedQueue<ClaimableDisposal<?>> waiting =
        new ConcurrentLinkedQueue<>();
    private volatile boolean ended;

    @Actor
    public void run() {
      attempts.enterFirst();
      var next = new Isolation((disposal, failure) -> {}).attempt(failingOnce(attempts)).disposal();
      if (ended) {
        next.run();
      } else {
        waiting.add(next);
      }
    }

    @Actor
    public void end() {
      ended = true;
      for (var next = waiting.poll(); next != null; next = waiting.poll()) {
        next.run();
      }
    }

    @Arbiter
    public void count(III_Result r) {
      r.r1 = attempts.byFirst.get();
      r.r2 = attempts.bySecond.get();
      r.r3 = waiting.size();
    }
  }

  /** A disposal that succeeds at its second attempt. */
  static ClaimableDisposal<Object> failingOnce(Tally attempts) {
    Disposer<Object> disposer =
        value -> {
          attempts.dispose(value);
          if (attempts.total() == 1) {
            throw BUSY;
          }
        };
    return new ClaimableDisposal<>("value", disposer.retrying(AT_ONCE), null);
  }
}
