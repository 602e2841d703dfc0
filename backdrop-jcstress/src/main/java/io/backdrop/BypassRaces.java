package io.backdrop;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** Whoever bypasses a consumer that takes long, while that one goes on after all. */
public class BypassRaces {

  private BypassRaces() {}

  /** Three are taken together, or stay in the queue. */
  @JCStressTest
  @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "each has run")
  @Outcome(expect = FORBIDDEN, desc = "one was left behind, or has run twice")
  @State
  public static class RunVsBypass {
    private final AtomicIntegerArray runs = new AtomicIntegerArray(3);
    private final Parts parts = new Parts(8);
    private final QueueConsumer consumer = joinAndHurry(parts);

    public RunVsBypass() {
      for (int i = 0; i < 3; i++) {
        int each = i;
        parts.handOff(new ClaimableDisposal<>(i, value -> runs.incrementAndGet(each), null));
      }
    }

    @Actor
    public void run() {
      parts.consumers.runNext(consumer, 3);
    }

    @Actor
    public void bypass() {
      goOnFor(consumer, parts);
    }

    @Arbiter
    public void count(III_Result r) {
      parts.runAll();
      r.r1 = runs.get(0);
      r.r2 = runs.get(1);
      r.r3 = runs.get(2);
    }
  }

  /**
   * Runs some in no time: so it takes three together the next time. It counts as one of a thread
   * that is neither actor's, whichever of those makes it: a thread is one consumer at a time.
   */
  private static QueueConsumer joinAndHurry(Parts parts) {
    var consumer = parts.consumers.joinAndBegin(new Thread());
    consumer.turn.end();
    for (int each = 0; each < 3; each++) {
      parts.handOff(QueueRaces.of(each));
    }
    parts.consumers.runNext(consumer, 1);
    parts.consumers.runNext(consumer, 2);
    return consumer;
  }

  private static void goOnFor(QueueConsumer consumer, Parts parts) {
    parts.consumers.joinAndBegin(Thread.currentThread());
    new Takeover(parts.consumers, parts.guests, consumer, false).run();
  }

  /** Three that take a moment each, and a mark behind them. */
  @JCStressTest
  @Outcome(id = "3", expect = ACCEPTABLE, desc = "all have run, or the mark is not over")
  @Outcome(expect = FORBIDDEN, desc = "the mark is over while one runs")
  @State
  public static class FlushVsBypass {
    private final AtomicInteger ran = new AtomicInteger();
    private final Parts parts = new Parts(8);
    private final QueueConsumer consumer = joinAndHurry(parts);
    private final FlushMark mark;

    public FlushVsBypass() {
      for (int i = 0; i < 3; i++) {
        parts.handOff(new ClaimableDisposal<>(i, value -> BypassRaces.run(ran), null));
      }
      mark = parts.consumers.marks().add();
    }

    @Actor
    public void run(I_Result r) {
      parts.consumers.runNext(consumer, 3);
      r.r1 = mark.isOver() ? ran.get() : 3;
    }

    @Actor
    public void bypass() {
      goOnFor(consumer, parts);
    }
  }

  private static void run(AtomicInteger ran) {
    Tally.widenTheGap();
    ran.incrementAndGet();
  }

  /** Waits for the turn in which they were taken, and not for that of whoever goes on with them. */
  @JCStressTest
  @JCStressMeta(FlushVsBypass.class)
  @State
  public static class ForgetsWhoGoesOnTwin {
    private final AtomicInteger ran = new AtomicInteger();
    private final Parts parts = new Parts(8);
    private final QueueConsumer consumer = joinAndHurry(parts);

    public ForgetsWhoGoesOnTwin() {
      for (int i = 0; i < 3; i++) {
        parts.handOff(new ClaimableDisposal<>(i, value -> BypassRaces.run(ran), null));
      }
    }

    @Actor
    public void run(I_Result r) {
      parts.consumers.runNext(consumer, 3);
      r.r1 = consumer.isBusy() ? 3 : ran.get();
    }

    @Actor
    public void bypass() {
      goOnFor(consumer, parts);
    }
  }

  /** Whoever bypasses it takes for granted that the disposal at which it is seen has begun. */
  @JCStressTest
  @JCStressMeta(RunVsBypass.class)
  @State
  public static class TakesForBegunTwin {
    private final AtomicIntegerArray runs = new AtomicIntegerArray(3);
    private volatile int at = -1;
    private volatile boolean bypassed;

    @Actor
    public void run() {
      for (int i = 0; i < 3 && !bypassed; i++) {
        runs.compareAndSet(i, 0, 1);
        at = i + 1;
        Tally.widenTheGap();
      }
    }

    @Actor
    public void bypass() {
      for (int i = at + 1; i < 3; i++) {
        runs.compareAndSet(i, 0, 1);
      }
      bypassed = true;
    }

    @Arbiter
    public void count(III_Result r) {
      r.r1 = runs.get(0);
      r.r2 = runs.get(1);
      r.r3 = runs.get(2);
    }
  }
}
