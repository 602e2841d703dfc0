package io.backdrop;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** The races of {@link ClaimRaces} on handles with a mistake: each of them has to fail. */
public class ClaimTwins {

  private ClaimTwins() {}

  /** {@link ClaimRaces.CloseVsUnwrap} by those who look whether it is open, and then end that. */
  @JCStressTest
  @JCStressMeta(ClaimRaces.CloseVsUnwrap.class)
  @State
  public static class LooksThenUnwrapsTwin {
    private final Tally tally = new Tally();
    private final WeakClaim claim = new WeakClaim();

    @Actor
    public void close() {
      if (claim.tryTake()) {
        tally.dispose(tally);
      }
    }

    @Actor
    public void unwrap(LL_Result r) {
      r.r2 = claim.tryTake() ? ClaimRaces.WON : ClaimRaces.LOST;
    }

    @Arbiter
    public void count(LL_Result r) {
      r.r1 = tally.total();
    }
  }

  /** {@link ClaimRaces.UnwrapVsWithStrategy} by the same. */
  @JCStressTest
  @JCStressMeta(ClaimRaces.UnwrapVsWithStrategy.class)
  @State
  public static class LooksThenMovesTwin {
    private final WeakClaim claim = new WeakClaim();

    @Actor
    public void unwrap(LL_Result r) {
      r.r1 = claim.tryTake() ? ClaimRaces.WON : ClaimRaces.LOST;
    }

    @Actor
    public void move(LL_Result r) {
      r.r2 = claim.tryTake() ? ClaimRaces.WON : ClaimRaces.LOST;
    }
  }

  /** {@link ClaimRaces.CloseVsGet} by a get that looks whether it is open before it reads. */
  @JCStressTest
  @JCStressMeta(ClaimRaces.CloseVsGet.class)
  @State
  public static class ReadsLateTwin {
    private final Tally tally = new Tally();
    private final WeakClaim claim = new WeakClaim();
    private volatile Object value = tally;

    @Actor
    public void close() {
      claim.tryTake();
      value = Tally.class;
    }

    @Actor
    public void get(L_Result r) {
      if (!claim.open) {
        r.r1 = ClaimRaces.LOST;
      } else {
        Tally.widenTheGap();
        r.r1 = ClaimRaces.describe(value, tally);
      }
    }
  }

  /** A claim that two can have. */
  private static final class WeakClaim {
    volatile boolean open = true;

    boolean tryTake() {
      if (!open) {
        return false;
      }
      Tally.widenTheGap();
      open = false;
      return true;
    }
  }
}
