package io.backdrop;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** The races of {@link ChainRaces} on protocols with a mistake: each of them has to fail. */
public class ChainTwins {

  private ChainTwins() {}

  /** {@link ChainRaces.CloseVsGiveUp} where what is left is counted, and then dropped. */
  @JCStressTest
  @JCStressMeta(ChainRaces.CloseVsGiveUp.class)
  @State
  public static class CountsThenDropsTwin {
    private final Tally tally = new Tally();
    private final Parts parts = ChainRaces.ended();

    @Actor
    public void close() {
      parts.guests.runHere(ChainRaces.leaving(parts, ChainRaces.heavy(tally)), true);
    }

    @Actor
    public void giveUp(III_Result r) {
      r.r2 = (int) parts.consumers.leftovers().count().bytes();
      Tally.widenTheGap();
      parts.consumers.leftovers().giveUp();
    }

    @Arbiter
    public void count(III_Result r) {
      r.r1 = tally.total();
      r.r3 = parts.pending();
    }
  }

  /** {@link ChainRaces.CloseVsFlush} where the turn is looked at first, and then the chain. */
  @JCStressTest
  @JCStressMeta(ChainRaces.CloseVsFlush.class)
  @State
  public static class LooksAtTurnFirstTwin {
    private final Parts parts = ChainRaces.ended();
    private final QueueRaces.Written value = new QueueRaces.Written();
    private volatile QueueConsumer consumer;
    private volatile int done;

    @Actor
    public void close() {
      var self = parts.consumers.join(Pacer.NONE);
      Disposer<Object> slow =
          ignored -> {
            widenTheGap(20);
            value.x = 1;
          };
      var leaving = ChainRaces.leaving(parts, new ClaimableDisposal<>("value", slow, null));
      Disposer<Object> saying =
          ignored -> {
            leaving.run();
            consumer = self;
            done = 1;
            widenTheGap(5);
          };
      parts.consumers.runHere(self, new ClaimableDisposal<>("value", saying, null), 0);
      parts.consumers.runChain(self);
      parts.consumers.leave(self);
    }

    private static void widenTheGap(int times) {
      for (int i = 0; i < times; i++) {
        Tally.widenTheGap();
      }
    }

    @Actor
    public void flush(II_Result r) {
      r.r1 = done;
      if (r.r1 == 1) {
        var turn = consumer.turn.awaited();
        widenTheGap(10);
        boolean chained = !consumer.chain.isEmpty();
        Awaited awaited = chained ? new AwaitedConsumer(consumer) : turn;
        while ((chained || turn.isGoingOn()) && !awaited.isOver()) {
          Thread.onSpinWait();
        }
      }
      r.r2 = value.x;
    }
  }

  /** {@link ChainRaces.CloseVsBypass} where the two take from one chain without a lock. */
  @JCStressTest
  @JCStressMeta(ChainRaces.CloseVsBypass.class)
  @State
  public static class TakesUnlockedTwin {
    private final AtomicIntegerArray runs = new AtomicIntegerArray(2);
    private final List<Integer> chain = new ArrayList<>(List.of(0, 1));

    @Actor
    public void close() {
      takeAll();
    }

    @Actor
    public void bypass() {
      takeAll();
    }

    private void takeAll() {
      for (int i = 0; i < 2 && !chain.isEmpty(); i++) {
        try {
          int first = chain.getFirst();
          Tally.widenTheGap();
          chain.removeFirst();
          runs.compareAndSet(first, 0, 1); // Claimed, as a disposal is.
        } catch (RuntimeException taken) {
          return;
        }
      }
    }

    @Arbiter
    public void count(II_Result r) {
      r.r1 = runs.get(0);
      r.r2 = runs.get(1);
    }
  }
}
