package io.backdrop;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** What a disposer closes after the end, in the {@link Chain} of whoever runs that disposer. */
public class ChainRaces {

  private ChainRaces() {}

  /** Parts that have ended. */
  static Parts ended() {
    var parts = new Parts(1);
    parts.backlog.end();
    return parts;
  }

  /** A disposal that leaves others to whoever runs it. */
  static ClaimableDisposal<?> leaving(Parts parts, ClaimableDisposal<?>... others) {
    Disposer<Object> disposer =
        value -> {
          for (var other : others) {
            parts.consumers.leaveToCaller(other);
          }
        };
    return new ClaimableDisposal<>("value", disposer, null);
  }

  /** It weighs something, which tells it from the one that leaves it. */
  static ClaimableDisposal<?> heavy(Tally tally) {
    return new ClaimableDisposal<>("heavy", tally.weighing(value -> 1), null);
  }

  /** One closes another and runs it, while somebody gives up. */
  @JCStressTest
  @Outcome(id = "1, 0, 0", expect = ACCEPTABLE, desc = "it was closed after that, and has run")
  @Outcome(id = "0, 1, 0", expect = ACCEPTABLE, desc = "it is in the residue")
  @Outcome(id = "1, 1, 0", expect = ACCEPTABLE, desc = "it was running, and so it was counted")
  @Outcome(expect = FORBIDDEN, desc = "neither released nor counted, or still pending")
  @State
  public static class CloseVsGiveUp {
    private final Tally tally = new Tally();
    private final Parts parts = ended();

    @Actor
    public void close() {
      parts.guests.runHere(leaving(parts, heavy(tally)), true);
    }

    @Actor
    public void giveUp(III_Result r) {
      r.r2 = (int) parts.consumers.leftovers().giveUp().now().bytes();
    }

    @Arbiter
    public void count(III_Result r) {
      r.r1 = tally.total();
      r.r3 = parts.pending();
    }
  }

  /** One closes another, says so and runs it; somebody looks whether he has, and flushes. */
  @JCStressTest
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "closed before the flush, and it has run")
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "closed after the flush had begun")
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the same, but it has run meanwhile")
  @Outcome(id = "1, 0", expect = FORBIDDEN, desc = "the flush was over before it")
  @State
  public static class CloseVsFlush {
    private final Parts parts = ended();
    private final QueueRaces.Written value = new QueueRaces.Written();
    private volatile int done;

    @Actor
    public void close() {
      var leaving = leaving(parts, FlushRaces.writingTo(value));
      Disposer<Object> saying =
          ignored -> {
            leaving.run();
            done = 1;
          };
      parts.guests.runHere(new ClaimableDisposal<>("value", saying, null), true);
    }

    @Actor
    public void flush(II_Result r) {
      r.r1 = done;
      var mark = parts.consumers.marks().add();
      while (!mark.isOver()) {
        Thread.onSpinWait();
      }
      r.r2 = value.x;
    }
  }

  /** One closes two others and runs them, while another goes on in his place. */
  @JCStressTest
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "each has run")
  @Outcome(expect = FORBIDDEN, desc = "one was left behind, or has run twice")
  @State
  public static class CloseVsBypass {
    private final AtomicIntegerArray runs = new AtomicIntegerArray(2);
    private final Parts parts = ended();
    private volatile QueueConsumer consumer;

    private ClaimableDisposal<?> counting(int index) {
      return new ClaimableDisposal<>(index, value -> runs.incrementAndGet(index), null);
    }

    @Actor
    public void close() {
      var self = parts.consumers.join(Pacer.NONE);
      consumer = self;
      parts.consumers.runHere(self, leaving(parts, counting(0), counting(1)), 0);
      while (!self.chain.isEmpty()) {
        parts.consumers.runChain(self);
      }
      parts.consumers.leave(self);
    }

    @Actor
    public void bypass() {
      while (consumer == null) {
        Thread.onSpinWait();
      }
      parts.consumers.joinAndBegin(Thread.currentThread());
      new Takeover(parts.consumers, parts.guests, consumer, false).run();
    }

    @Arbiter
    public void count(II_Result r) {
      r.r1 = runs.get(0);
      r.r2 = runs.get(1);
    }
  }
}
