package io.backdrop;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LII_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** The races of {@link ArcRaces} on counts and handles with a mistake: each of them has to fail. */
public class ArcTwins {

  private ArcTwins() {}

  /** {@link ArcRaces.CloseVsShare} by a count that is looked at before it is added to. */
  @JCStressTest
  @JCStressMeta(ArcRaces.CloseVsShare.class)
  @State
  public static class LooksThenAddsTwin {
    private final Tally tally = new Tally();
    private final WeakCount count = new WeakCount.LooksThenAdds(() -> tally.dispose(tally));
    private boolean made;

    @Actor
    public void close() {
      count.release();
    }

    @Actor
    public void share(LII_Result r) {
      made = count.tryRetain();
      r.r1 = made ? ArcRaces.SHARED : ArcRaces.CLOSED;
    }

    @Arbiter
    public void count(LII_Result r) {
      r.r2 = tally.total();
      if (made) {
        count.release();
      }
      r.r3 = tally.total();
    }
  }

  /** {@link ArcRaces.CloseVsShareMany} by the same count. */
  @JCStressTest
  @JCStressMeta(ArcRaces.CloseVsShareMany.class)
  @State
  public static class LooksThenAddsManyTwin {
    private final Tally tally = new Tally();
    private final WeakCount count = new WeakCount.LooksThenAdds(() -> tally.dispose(tally));
    private boolean made;

    @Actor
    public void close() {
      count.release();
    }

    @Actor
    public void share(LII_Result r) {
      made = count.tryRetain(2);
      r.r1 = made ? ArcRaces.SHARED : ArcRaces.CLOSED;
    }

    @Arbiter
    public void count(LII_Result r) {
      r.r2 = tally.total();
      if (made) {
        count.release();
        count.release();
      }
      r.r3 = tally.total();
    }
  }

  /** {@link ArcRaces.CloseVsTryShare} by a count whose zero two can see. */
  @JCStressTest
  @JCStressMeta(ArcRaces.CloseVsTryShare.class)
  @State
  public static class NotStickyTwin {
    private final Tally tally = new Tally();
    private final WeakCount count = new WeakCount.NotSticky(() -> tally.dispose(tally));

    @Actor
    public void close() {
      tally.enterFirst();
      count.release();
    }

    @Actor
    public void use(LII_Result r) {
      r.r1 = ArcRaces.CLOSED;
      if (count.tryRetain()) {
        r.r1 = ArcRaces.look(tally, tally);
        count.release();
      }
    }

    @Arbiter
    public void count(LII_Result r) {
      r.r2 = tally.byFirst.get();
      r.r3 = tally.bySecond.get();
    }
  }

  /** {@link ArcRaces.CloseVsGet} by a handle that is asked whether it is open before it is read. */
  @JCStressTest
  @JCStressMeta(ArcRaces.CloseVsGet.class)
  @State
  public static class ReadsLateTwin {
    private final Tally tally = new Tally();
    private volatile boolean open = true;
    private volatile Object value = tally;

    @Actor
    public void close() {
      open = false;
      value = Tally.class;
    }

    @Actor
    public void get(L_Result r) {
      if (!open) {
        r.r1 = ArcRaces.CLOSED;
      } else {
        Thread.onSpinWait(); // Without it the gap is too narrow to be met for certain.
        var got = value;
        r.r1 = got == tally ? ArcRaces.VALUE : "not the value: " + got;
      }
    }
  }
}
