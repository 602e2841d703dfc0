package io.backdrop.reactor;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.backdrop.Backdrop;
import io.backdrop.Disposal;
import io.backdrop.Disposer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A task that a scheduler runs while the watch takes it for forgotten is run by one of the two. */
public class ReactorTaskRaces {

  private ReactorTaskRaces() {}

  static Disposal anyDisposal() {
    var taken = new Disposal[1];
    Backdrop.of("value", Disposer.none(), disposal -> taken[0] = disposal).close();
    return taken[0];
  }

  @JCStressTest
  @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "the scheduler has it")
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the watch has it")
  @Outcome(expect = FORBIDDEN, desc = "neither has it, or both")
  @State
  public static class RunVsRescue {
    private final ReactorTask task = new ReactorTask(anyDisposal());

    @Actor
    public void scheduler(II_Result r) {
      r.r1 = task.take() == null ? 0 : 1;
    }

    @Actor
    public void watch(II_Result r) {
      r.r2 = task.take() == null ? 0 : 1;
    }
  }

  /** Looks, and then takes. */
  @JCStressTest
  @JCStressMeta(RunVsRescue.class)
  @State
  public static class LooksThenTakesTwin {
    private volatile Disposal disposal = anyDisposal();

    private int take() {
      boolean found = disposal != null;
      disposal = null;
      return found ? 1 : 0;
    }

    @Actor
    public void scheduler(II_Result r) {
      r.r1 = take();
    }

    @Actor
    public void watch(II_Result r) {
      r.r2 = take();
    }
  }
}
