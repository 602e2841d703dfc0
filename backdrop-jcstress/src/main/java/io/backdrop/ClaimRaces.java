package io.backdrop;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * However many threads race {@code close}, {@code unwrap} and {@code withStrategy}, one of them
 * gets the value, and {@code get} beside them sees the value or a closed Backdrop.
 */
public class ClaimRaces {

  static final String WON = "value";
  static final String LOST = "closed";

  private ClaimRaces() {}

  /** Both close. */
  @JCStressTest
  @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "the first won and released it")
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the second won and released it")
  @Outcome(expect = FORBIDDEN, desc = "released twice, or never")
  @State
  public static class CloseVsClose {
    private final Tally tally = new Tally();
    private final Backdrop<Object> backdrop = Backdrop.of(tally, tally, BackdropStrategy.trivial());

    @Actor
    public void first() {
      tally.enterFirst();
      backdrop.close();
    }

    @Actor
    public void second() {
      backdrop.close();
    }

    @Arbiter
    public void count(II_Result r) {
      r.r1 = tally.byFirst.get();
      r.r2 = tally.bySecond.get();
    }
  }

  /** Both close; counted is what reaches the strategy, where a disposal may run but once anyway. */
  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "one of them handed it off")
  @Outcome(expect = FORBIDDEN, desc = "handed off twice, or never")
  @State
  public static class CloseVsCloseHandOff {
    private final AtomicInteger handedOff = new AtomicInteger();
    private final Backdrop<Object> backdrop =
        Backdrop.of("value", Disposer.none(), disposal -> handedOff.incrementAndGet());

    @Actor
    public void first() {
      backdrop.close();
    }

    @Actor
    public void second() {
      backdrop.close();
    }

    @Arbiter
    public void count(I_Result r) {
      r.r1 = handedOff.get();
    }
  }

  /**
   * {@link CloseVsCloseHandOff} by those who look whether there is a strategy, and then drop it.
   */
  @JCStressTest
  @JCStressMeta(ClaimRaces.CloseVsCloseHandOff.class)
  @State
  public static class HandsOffTwiceTwin {
    private final AtomicInteger handedOff = new AtomicInteger();
    private final ClaimableDisposal<?> disposal =
        new ClaimableDisposal<>("value", Disposer.none(), null);
    private volatile @Nullable BackdropStrategy strategy = it -> handedOff.incrementAndGet();

    @Actor
    public void first() {
      close();
    }

    @Actor
    public void second() {
      close();
    }

    private void close() {
      var to = strategy;
      if (to != null) {
        strategy = null;
        to.execute(disposal);
      }
    }

    @Arbiter
    public void count(I_Result r) {
      r.r1 = handedOff.get();
    }
  }

  /** One closes, the other takes the value back. */
  @JCStressTest
  @Outcome(id = "1, closed", expect = ACCEPTABLE, desc = "close won: released, and not given out")
  @Outcome(id = "0, value", expect = ACCEPTABLE, desc = "unwrap won: given out, and not released")
  @Outcome(expect = FORBIDDEN, desc = "released and given out, or neither")
  @State
  public static class CloseVsUnwrap {
    private final Tally tally = new Tally();
    private final Backdrop<Object> backdrop = Backdrop.of(tally, tally, BackdropStrategy.trivial());

    @Actor
    public void close() {
      backdrop.close();
    }

    @Actor
    public void unwrap(LL_Result r) {
      try {
        r.r2 = describe(backdrop.unwrap(), tally);
      } catch (IllegalStateException closed) {
        r.r2 = LOST;
      }
    }

    @Arbiter
    public void count(LL_Result r) {
      r.r1 = tally.total();
    }
  }

  /** One closes, and releases in place; the other looks at the value. */
  @JCStressTest
  @Outcome(id = "value", expect = ACCEPTABLE, desc = "get saw it open")
  @Outcome(id = "closed", expect = ACCEPTABLE, desc = "get saw it closed")
  @Outcome(expect = FORBIDDEN, desc = "get gave something that is not the value")
  @State
  public static class CloseVsGet {
    private final Tally tally = new Tally();
    private final Backdrop<Object> backdrop = Backdrop.of(tally, tally, BackdropStrategy.trivial());

    @Actor
    public void close() {
      backdrop.close();
    }

    @Actor
    public void get(L_Result r) {
      try {
        r.r1 = describe(backdrop.get(), tally);
      } catch (IllegalStateException closed) {
        r.r1 = LOST;
      }
    }
  }

  /** One takes the value back, the other moves it. */
  @JCStressTest
  @Outcome(id = "value, closed", expect = ACCEPTABLE, desc = "unwrap has the value")
  @Outcome(id = "closed, value", expect = ACCEPTABLE, desc = "the new Backdrop has the value")
  @Outcome(expect = FORBIDDEN, desc = "both have the value, or neither has")
  @State
  public static class UnwrapVsWithStrategy {
    private final Tally tally = new Tally();
    private final Backdrop<Object> backdrop = Backdrop.of(tally, tally, BackdropStrategy.trivial());

    @Actor
    public void unwrap(LL_Result r) {
      try {
        r.r1 = describe(backdrop.unwrap(), tally);
      } catch (IllegalStateException closed) {
        r.r1 = LOST;
      }
    }

    @Actor
    public void move(LL_Result r) {
      try {
        r.r2 = describe(backdrop.withStrategy(BackdropStrategy.leak()).get(), tally);
      } catch (IllegalStateException closed) {
        r.r2 = LOST;
      }
    }
  }

  /** Both close a handle that looks whether it is open, and only then ends that. */
  @JCStressTest
  @JCStressMeta(ClaimRaces.CloseVsClose.class)
  @State
  public static class CheckThenActTwin {
    private final Tally tally = new Tally();
    private volatile Disposer<Object> open = tally;

    @Actor
    public void first() {
      tally.enterFirst();
      close();
    }

    @Actor
    public void second() {
      close();
    }

    private void close() {
      var claimed = open;
      if (claimed != null) {
        open = null;
        new ClaimableDisposal<>(tally, claimed, null).run();
      }
    }

    @Arbiter
    public void count(II_Result r) {
      r.r1 = tally.byFirst.get();
      r.r2 = tally.bySecond.get();
    }
  }

  static String describe(Object got, Object value) {
    return got == value ? WON : "not the value: " + got;
  }
}
