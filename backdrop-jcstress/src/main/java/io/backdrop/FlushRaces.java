package io.backdrop;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * What was handed off before a flush has run when that returns, and is counted, whoever runs it,
 * and whoever flushed sees what it did.
 */
public class FlushRaces {

  private FlushRaces() {}

  /** One flushes, and does the trash thread's work meanwhile; another helps with it. */
  @JCStressTest
  @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "it has run, and is counted")
  @Outcome(id = "0, 1", expect = FORBIDDEN, desc = "the flush was over before it")
  @Outcome(expect = FORBIDDEN, desc = "the flush was over before it was counted")
  @State
  public static class FlushVsHelp {
    private final Parts parts = new Parts(1);
    private final QueueRaces.Written value = new QueueRaces.Written();

    public FlushVsHelp() {
      parts.handOff(writingTo(value));
    }

    @Actor
    public void flush(II_Result r) {
      var mark = parts.consumers.marks().add();
      while (!mark.isOver()) {
        parts.guests.help(1);
      }
      r.r1 = value.x;
      r.r2 = (int) parts.backlog.pending();
    }

    @Actor
    public void help() {
      parts.guests.help(1);
    }
  }

  /** {@link FlushVsHelp} by a helper who takes a disposal, and only then says that he is at it. */
  @JCStressTest
  @JCStressMeta(FlushRaces.FlushVsHelp.class)
  @State
  public static class TakesFirstTwin {
    private final Parts parts = new Parts(1);
    private final ReentrantLock taking = new ReentrantLock();
    private final QueueRaces.Written value = new QueueRaces.Written();

    public TakesFirstTwin() {
      parts.handOff(writingTo(value));
    }

    @Actor
    public void flush(II_Result r) {
      var mark = parts.consumers.marks().add();
      while (!mark.isOver()) {
        var self = parts.consumers.join(Pacer.NONE);
        self.begin(0);
        run(self, take(self));
      }
      r.r1 = value.x;
      r.r2 = (int) parts.backlog.pending();
    }

    @Actor
    public void help() {
      var guest = parts.consumers.join(Pacer.NONE);
      int count = take(guest);
      Tally.widenTheGap();
      guest.begin(0);
      run(guest, count);
    }

    private int take(QueueConsumer consumer) {
      taking.lock();
      try {
        return consumer.take(parts.backlog, 1);
      } finally {
        taking.unlock();
        parts.consumers.marks().pass();
      }
    }

    private void run(QueueConsumer consumer, int count) {
      consumer.runner.runAll(parts.isolation);
      parts.backlog.addDone(count, 0);
      consumer.end(count, 0);
      parts.consumers.leave(consumer);
    }
  }

  /**
   * One hands off and says that it has; another looks whether it has, flushes, and does the trash
   * thread's work meanwhile. What it hands off comes behind that of a producer which is in the
   * middle of its own hand-off, and so is out of reach.
   */
  @JCStressTest
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "handed off before the flush, and it has run")
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "handed off after the flush had begun")
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the same, but soon enough to be run")
  @Outcome(id = "1, 0", expect = FORBIDDEN, desc = "the flush was over before it")
  @State
  public static class HandOffVsFlush {
    private final Parts parts = new Parts(2);
    private final HalfHandedOff before =
        new HalfHandedOff(parts.backlog, QueueRaces.named("before"));
    private final QueueRaces.Written value = new QueueRaces.Written();
    private volatile int done;

    @Actor
    public void handOff() {
      parts.handOff(writingTo(value));
      done = 1;
      Tally.widenTheGap();
      before.handOffTheRest();
    }

    @Actor
    public void flush(II_Result r) {
      r.r1 = done;
      var mark = parts.consumers.marks().add();
      while (!mark.isOver()) {
        parts.guests.help(1);
      }
      r.r2 = value.x;
    }
  }

  /** {@link HandOffVsFlush} by a flush that is over when nothing is within reach. */
  @JCStressTest
  @JCStressMeta(FlushRaces.HandOffVsFlush.class)
  @State
  public static class StopsShortTwin {
    private final Parts parts = new Parts(2);
    private final HalfHandedOff before =
        new HalfHandedOff(parts.backlog, QueueRaces.named("before"));
    private final QueueRaces.Written value = new QueueRaces.Written();
    private volatile int done;

    @Actor
    public void handOff() {
      parts.handOff(writingTo(value));
      done = 1;
      Tally.widenTheGap();
      before.handOffTheRest();
    }

    @Actor
    public void flush(II_Result r) {
      r.r1 = done;
      while (parts.guests.help(1) > 0) {}
      r.r2 = value.x;
    }
  }

  static ClaimableDisposal<?> writingTo(QueueRaces.Written value) {
    Disposer<QueueRaces.Written> writing = it -> it.x = 1;
    return new ClaimableDisposal<>(value, writing, null);
  }
}
