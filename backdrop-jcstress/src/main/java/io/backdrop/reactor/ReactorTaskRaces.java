package io.backdrop.reactor;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.backdrop.AnyDisposal;
import io.backdrop.Disposal;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A task that a scheduler runs while the watch takes it for forgotten is run by one of the two. */
public class ReactorTaskRaces {

  private ReactorTaskRaces() {}

  @JCStressTest
  @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "the scheduler has it")
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the watch has it")
  @Outcome(expect = FORBIDDEN, desc = "neither has it, or both")
  @State
  public static class RunVsRescue {
    private final ReactorTask task = new ReactorTask(AnyDisposal.create());

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
    private volatile Disposal disposal = AnyDisposal.create();

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
