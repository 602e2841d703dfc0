package io.backdrop.coroutines;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.backdrop.Backdrop;
import io.backdrop.BackdropStrategy;
import io.backdrop.Disposal;
import io.backdrop.Tally;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.CoroutineDispatcher;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** What is closed while the only turn there may be comes to its end has a turn all the same. */
public class OnIoRaces {

  private OnIoRaces() {}

  /** Counts what the tasks of a dispatcher have released. */
  private abstract static class Closing {
    final Tasks tasks = new Tasks();
    private final AtomicInteger released = new AtomicInteger();

    void close(BackdropStrategy strategy) {
      Backdrop.of("value", value -> released.incrementAndGet(), strategy).close();
    }

    int releasedInTheEnd() {
      tasks.runAll();
      return released.get();
    }
  }

  @JCStressTest
  @Outcome(id = "2", expect = ACCEPTABLE, desc = "both are released")
  @Outcome(expect = FORBIDDEN, desc = "one has no turn")
  @State
  public static class HandOffVsEndOfTurn extends Closing {
    private final OnIo strategy = new OnIo(tasks, 1);

    public HandOffVsEndOfTurn() {
      strategy.getWatched().set(true); // So that the watch does not add it to those that it has.
      close(strategy);
    }

    @Actor
    public void closer() {
      close(strategy);
    }

    @Actor
    public void dispatcher() {
      tasks.runNext();
    }

    @Arbiter
    public void released(I_Result r) {
      r.r1 = releasedInTheEnd();
    }
  }

  /** Tasks of a dispatcher, which run when the test says so. */
  private static final class Tasks extends CoroutineDispatcher {
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

    @Override
    public void dispatch(CoroutineContext context, Runnable task) {
      waiting.add(task);
    }

    boolean runNext() {
      var next = waiting.poll();
      if (next != null) {
        next.run();
      }
      return next != null;
    }

    void runAll() {
      while (runNext()) {}
    }
  }

  /** Counts a turn down after its last look at the queue. */
  @JCStressTest
  @JCStressMeta(HandOffVsEndOfTurn.class)
  @State
  public static class LooksBeforeItEndsTwin extends Closing {
    private final Queue<Disposal> pending = new ConcurrentLinkedQueue<>();
    private final AtomicInteger turns = new AtomicInteger();

    public LooksBeforeItEndsTwin() {
      close(this::execute);
    }

    private void execute(Disposal disposal) {
      pending.add(disposal);
      if (turns.get() == 0) {
        beginTurn();
      }
    }

    private void beginTurn() {
      turns.incrementAndGet();
      tasks.dispatch(null, this::turn);
    }

    private void turn() {
      for (var next = pending.poll(); next != null; next = pending.poll()) {
        next.run();
      }
      Tally.widenTheGap();
      turns.decrementAndGet();
    }

    @Actor
    public void closer() {
      close(this::execute);
    }

    @Actor
    public void dispatcher() {
      tasks.runNext();
    }

    @Arbiter
    public void released(I_Result r) {
      r.r1 = releasedInTheEnd();
    }
  }
}
