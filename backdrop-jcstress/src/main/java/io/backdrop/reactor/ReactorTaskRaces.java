package io.backdrop.reactor;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.backdrop.Backdrop;
import io.backdrop.Disposal;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import reactor.core.scheduler.Schedulers;

/**
 * A task that a scheduler runs while the watch takes it for forgotten has one of them to run it.
 */
public class ReactorTaskRaces {

  private static final OnScheduler STRATEGY = new OnScheduler(Schedulers.immediate());

  private ReactorTaskRaces() {}

  /** One that counts how often it was released. */
  private static Disposal counting(AtomicInteger released) {
    var taken = new Disposal[1];
    Backdrop.of(released, AtomicInteger::incrementAndGet, disposal -> taken[0] = disposal).close();
    return taken[0];
  }

  /** The watch counts what it has taken, for what it says of it. */
  @JCStressTest
  @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "the scheduler ran it")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "the watch took it")
  @Outcome(expect = FORBIDDEN, desc = "lost, or released twice, or told of in vain")
  @State
  public static class RunVsRescue {
    private final AtomicInteger released = new AtomicInteger();
    private final ReactorTask task = new ReactorTask(STRATEGY, counting(released));

    @Actor
    public void scheduler() {
      task.run();
    }

    @Actor
    public void watch(II_Result r) {
      var taken = task.take();
      if (taken != null) {
        taken.run();
        r.r2 = 1;
      }
    }

    @Arbiter
    public void count(II_Result r) {
      r.r1 = released.get();
    }
  }

  /** Looks, and then takes: both may find it. */
  @JCStressTest
  @JCStressMeta(RunVsRescue.class)
  @State
  public static class LooksThenTakesTwin {
    private final AtomicInteger released = new AtomicInteger();
    private volatile boolean taken;

    private boolean take() {
      boolean mine = !taken;
      taken = true;
      return mine;
    }

    @Actor
    public void scheduler() {
      if (take()) {
        released.incrementAndGet();
      }
    }

    @Actor
    public void watch(II_Result r) {
      if (take()) {
        released.incrementAndGet();
        r.r2 = 1;
      }
    }

    @Arbiter
    public void count(II_Result r) {
      r.r1 = released.get();
    }
  }
}
