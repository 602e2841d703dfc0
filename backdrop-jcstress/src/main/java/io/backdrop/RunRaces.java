package io.backdrop;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * A disposal runs at most once, and whoever looks at it meanwhile sees its value or that it has
 * run.
 */
public class RunRaces {

  private RunRaces() {}

  /** Two threads were given the same disposal. */
  @JCStressTest
  @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "the first released it")
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the second released it")
  @Outcome(expect = FORBIDDEN, desc = "released twice, or never")
  @State
  public static class RunVsRun {
    private final Tally tally = new Tally();
    private final Disposal disposal = tally.disposal();

    @Actor
    public void first() {
      tally.enterFirst();
      disposal.run();
    }

    @Actor
    public void second() {
      disposal.run();
    }

    @Arbiter
    public void count(II_Result r) {
      r.r1 = tally.byFirst.get();
      r.r2 = tally.bySecond.get();
    }
  }

  /** One thread runs the disposal, another asks what it is about. */
  @JCStressTest
  @Outcome(id = "value", expect = ACCEPTABLE, desc = "it had not run")
  @Outcome(id = "gone", expect = ACCEPTABLE, desc = "it had run, and said so")
  @Outcome(expect = FORBIDDEN, desc = "what it gave is not the value")
  @State
  public static class RunVsValue {
    private final Tally tally = new Tally();
    private final Disposal disposal = tally.disposal();

    @Actor
    public void run() {
      disposal.run();
    }

    @Actor
    public void look(L_Result r) {
      try {
        var seen = disposal.value();
        r.r1 = seen == tally ? "value" : "not the value: " + seen;
      } catch (IllegalStateException gone) {
        r.r1 = "gone";
      }
    }
  }

  /** Two threads run a disposal that looks for its disposer, and only then takes it away. */
  @JCStressTest
  @JCStressMeta(RunRaces.RunVsRun.class)
  @State
  public static class ReadThenClearTwin {
    private final Tally tally = new Tally();
    private volatile Disposer<Object> disposer = tally;

    @Actor
    public void first() {
      tally.enterFirst();
      run();
    }

    @Actor
    public void second() {
      run();
    }

    private void run() {
      var how = disposer;
      if (how != null) {
        disposer = null;
        tally.dispose(how);
      }
    }

    @Arbiter
    public void count(II_Result r) {
      r.r1 = tally.byFirst.get();
      r.r2 = tally.bySecond.get();
    }
  }

  /** Looks whether the disposal has run, and only then reads the value. */
  @JCStressTest
  @JCStressMeta(RunRaces.RunVsValue.class)
  @State
  public static class LookThenReadTwin {
    private final Tally tally = new Tally();
    private volatile Disposer<Object> disposer = tally;
    private volatile Object value = tally;

    @Actor
    public void run() {
      disposer = null;
      value = Tally.class;
    }

    @Actor
    public void look(L_Result r) {
      if (disposer == null) {
        r.r1 = "gone";
      } else {
        Thread.onSpinWait(); // Without it the gap is too narrow to be met for certain.
        var seen = value;
        r.r1 = seen == tally ? "value" : "not the value: " + seen;
      }
    }
  }
}
