package io.backdrop.netty;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.backdrop.Backdrop;
import io.backdrop.BackdropStrategy;
import io.backdrop.Disposal;
import io.backdrop.TrashThread;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A hand-off to an event loop that finds a turn pending is released by that turn. */
public class LoopTurnsRaces {

  private static final Duration LONG = Duration.ofDays(1);

  private LoopTurnsRaces() {}

  /** Closes into the strategy, and counts what was released. */
  private static void close(BackdropStrategy strategy, AtomicInteger released) {
    Backdrop.of(released, AtomicInteger::incrementAndGet, strategy).close();
  }

  /** Two hand off; the turn that either submits is run by itself. */
  @JCStressTest
  @Outcome(id = "2", expect = ACCEPTABLE, desc = "both were released")
  @Outcome(expect = FORBIDDEN, desc = "lost, or released twice")
  @State
  public static class HandOffVsHandOff {
    private final AtomicInteger released = new AtomicInteger();
    private final LoopTurns turns = new LoopTurns(new EndingLoop().loop(), LONG);

    @Actor
    public void first() {
      close(turns, released);
    }

    @Actor
    public void second() {
      close(turns, released);
    }

    @Arbiter
    public void count(I_Result r) {
      r.r1 = released.get();
    }
  }

  /** The loop ends between two hand-offs of another, and refuses the turn that one relies on. */
  @JCStressTest
  @Outcome(id = "3", expect = ACCEPTABLE, desc = "all were released")
  @Outcome(expect = FORBIDDEN, desc = "lost, or released twice")
  @State
  public static class HandOffVsEnd {
    private final AtomicInteger released = new AtomicInteger();
    private final EndingLoop ending = new EndingLoop();
    private final LoopTurns turns = new LoopTurns(ending.loop(), LONG);

    @Actor
    public void first() {
      close(turns, released);
      close(turns, released);
    }

    @Actor
    public void second() {
      ending.end();
      close(turns, released);
    }

    /** What a loop that has ended does not take is given to the global trash thread. */
    @Arbiter
    public void count(I_Result r) {
      if (released.get() != 3) {
        TrashThread.global().close(); // Which is a flush.
      }
      r.r1 = released.get();
    }
  }

  /** What both twins have: a queue, and a flag that says whether somebody takes from it. */
  private abstract static class Twin implements BackdropStrategy, Runnable {
    final Queue<Disposal> arriving = new ConcurrentLinkedQueue<>();
    final AtomicBoolean pending = new AtomicBoolean();
    final EndingLoop ending = new EndingLoop();
    final AtomicInteger released = new AtomicInteger();

    @Override
    public void execute(Disposal disposal) {
      arriving.add(disposal);
      if (pending.compareAndSet(false, true)) {
        submit(disposal);
      }
    }

    private void submit(Disposal own) {
      try {
        ending.loop().execute(this);
      } catch (RejectedExecutionException refusal) {
        pending.set(false);
        if (arriving.remove(own)) {
          throw refusal;
        }
      }
    }

    void releaseAll() {
      for (var next = arriving.poll(); next != null; next = arriving.poll()) {
        next.run();
      }
    }
  }

  /** The turn says that it ends, and does not look into the queue again. */
  @JCStressTest
  @JCStressMeta(HandOffVsHandOff.class)
  @State
  public static class LooksOnceTwin extends Twin {

    @Override
    public void run() {
      releaseAll();
      pending.set(false);
    }

    @Actor
    public void first() {
      close(this, released);
    }

    @Actor
    public void second() {
      close(this, released);
    }

    @Arbiter
    public void count(I_Result r) {
      r.r1 = released.get();
    }
  }

  /** Whose turn is refused takes back its own, and not what others closed in expectation of it. */
  @JCStressTest
  @JCStressMeta(HandOffVsEnd.class)
  @State
  public static class TakesBackItsOwnTwin extends Twin {

    @Override
    public void run() {
      do {
        releaseAll();
        pending.set(false);
      } while (!arriving.isEmpty() && pending.compareAndSet(false, true));
    }

    @Actor
    public void first() {
      close(this, released);
      close(this, released);
    }

    @Actor
    public void second() {
      ending.end();
      close(this, released);
    }

    @Arbiter
    public void count(I_Result r) {
      r.r1 = released.get();
    }
  }
}
