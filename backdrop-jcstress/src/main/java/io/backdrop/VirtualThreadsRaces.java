package io.backdrop;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * With room for one thread, a hand-off to {@link VirtualThreads} that finds the place taken is
 * released by the thread that has it, also when that is about to end.
 */
public class VirtualThreadsRaces {

  private VirtualThreadsRaces() {}

  /** Two hand off; the thread that either starts is its own. */
  @JCStressTest
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "each started a thread, which released one")
  @Outcome(id = "2, 0", expect = ACCEPTABLE, desc = "the first thread released both")
  @Outcome(id = "0, 2", expect = ACCEPTABLE, desc = "the second thread released both")
  @Outcome(expect = FORBIDDEN, desc = "lost, or released twice")
  @State
  public static class HandOffVsHandOff {
    private final Tally tally = new Tally();
    private final BackdropStrategy one = new VirtualThreads(1, Inline::new);

    @Actor
    public void first() {
      tally.enterFirst();
      one.execute(tally.disposal());
    }

    @Actor
    public void second() {
      one.execute(tally.disposal());
    }

    @Arbiter
    public void count(II_Result r) {
      r.r1 = tally.byFirst.get();
      r.r2 = tally.bySecond.get();
    }
  }

  /** The thread gives up its place and does not look at the queue again. */
  @JCStressTest
  @JCStressMeta(VirtualThreadsRaces.HandOffVsHandOff.class)
  @State
  public static class LooksOnceTwin {
    private final Tally tally = new Tally();
    private final ConcurrentLinkedQueue<Disposal> queue = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean running = new AtomicBoolean();

    @Actor
    public void first() {
      tally.enterFirst();
      execute();
    }

    @Actor
    public void second() {
      execute();
    }

    private void execute() {
      queue.add(tally.disposal());
      if (running.compareAndSet(false, true)) {
        for (var next = queue.poll(); next != null; next = queue.poll()) {
          next.run();
        }
        running.set(false);
      }
    }

    @Arbiter
    public void count(II_Result r) {
      r.r1 = tally.byFirst.get();
      r.r2 = tally.bySecond.get();
    }
  }

  /** A thread that runs in the one that starts it. */
  private static final class Inline extends Thread {
    Inline(Runnable work) {
      super(work);
    }

    @Override
    public void start() {
      run();
    }
  }
}
