package io.backdrop;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.io.IOException;
import java.time.Duration;
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

  /** Two threads begin the same disposal, to release its value in steps. */
  @JCStressTest
  @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "the first has the steps")
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the second has the steps")
  @Outcome(expect = FORBIDDEN, desc = "both have the steps, or nobody")
  @State
  public static class BeginVsBegin {
    private static final IncrementalDisposer<Object> IN_STEPS = value -> () -> false;

    private final ClaimableDisposal<Object> disposal =
        new ClaimableDisposal<>("value", IN_STEPS, null);

    @Actor
    public void first(II_Result r) {
      r.r1 = disposal.begin() == null ? 0 : 1;
    }

    @Actor
    public void second(II_Result r) {
      r.r2 = disposal.begin() == null ? 0 : 1;
    }
  }

  /** Two threads make the first attempt at the same disposal, which fails. */
  @JCStressTest
  @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "the first is to try again")
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the second is to try again")
  @Outcome(expect = FORBIDDEN, desc = "both are to try again, or nobody")
  @State
  public static class AttemptVsAttempt {
    private static final IOException BUSY = new IOException("busy"); // One: a trace takes long.

    private static final Disposer<Object> FAILING =
        ((Disposer<Object>)
                value -> {
                  throw BUSY;
                })
            .retrying(RetryPolicy.of(2, Duration.ZERO));

    private final ClaimableDisposal<Object> disposal =
        new ClaimableDisposal<>("value", FAILING, null);

    @Actor
    public void first(II_Result r) {
      r.r1 = disposal.attempt() == null ? 0 : 1;
    }

    @Actor
    public void second(II_Result r) {
      r.r2 = disposal.attempt() == null ? 0 : 1;
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

  /** Two threads look for the steps of a value, and only then take away its disposer. */
  @JCStressTest
  @JCStressMeta(RunRaces.BeginVsBegin.class)
  @State
  public static class StepsThenClearTwin extends LookThenClear {

    @Actor
    public void first(II_Result r) {
      r.r1 = looksAndClears() ? 1 : 0;
    }

    @Actor
    public void second(II_Result r) {
      r.r2 = looksAndClears() ? 1 : 0;
    }
  }

  /** Two threads look who is to make the attempt, and only then take away the disposer. */
  @JCStressTest
  @JCStressMeta(RunRaces.AttemptVsAttempt.class)
  @State
  public static class AttemptThenClearTwin extends LookThenClear {

    @Actor
    public void first(II_Result r) {
      r.r1 = looksAndClears() ? 1 : 0;
    }

    @Actor
    public void second(II_Result r) {
      r.r2 = looksAndClears() ? 1 : 0;
    }
  }

  /** The mistake of those two: both threads may have seen the disposer. */
  static class LookThenClear {
    private volatile Disposer<Object> disposer = Disposer.none();

    final boolean looksAndClears() {
      boolean wasThere = disposer != null;
      disposer = null;
      return wasThere;
    }
  }
}
