package io.backdrop;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.LII_Result;
import org.openjdk.jcstress.infra.results.LI_Result;
import org.openjdk.jcstress.infra.results.LLI_Result;

/**
 * The races of {@link ArcEndRaces} on counts and handles with a mistake: each of them has to fail.
 */
public class ArcEndTwins {

  private ArcEndTwins() {}

  /** {@link ArcEndRaces.CloseVsCloseOfOther} by a count that is read and written in two steps. */
  @JCStressTest
  @JCStressMeta(ArcEndRaces.CloseVsCloseOfOther.class)
  @State
  public static class TwoStepsTwin {
    private final ArcEndRaces.Pages pages = new ArcEndRaces.Pages();
    private final WeakCount count = new WeakCount.TwoSteps(() -> pages.dispose(pages));

    public TwoStepsTwin() {
      count.tryRetain();
    }

    @Actor
    public void first() {
      pages.left = 1;
      count.release();
    }

    @Actor
    public void second() {
      pages.right = 1;
      count.release();
    }

    @Arbiter
    public void count(III_Result r) {
      pages.count(r);
    }
  }

  /**
   * {@link ArcEndRaces.CloseVsCloseOfOther} with a write that the close does not order. A count
   * that orders nothing is the subtler mistake, but not one that every processor shows.
   */
  @JCStressTest
  @JCStressMeta(ArcEndRaces.CloseVsCloseOfOther.class)
  @State
  public static class LateWriteTwin {
    private final ArcEndRaces.Pages pages = new ArcEndRaces.Pages();
    private final Arc<ArcEndRaces.Pages> one = Arc.of(pages, pages, BackdropStrategy.trivial());
    private final Arc<ArcEndRaces.Pages> other = one.share();

    @Actor
    public void first() {
      pages.left = 1;
      one.close();
    }

    @Actor
    public void second() {
      other.close();
      pages.right = 1;
    }

    @Arbiter
    public void count(III_Result r) {
      pages.count(r);
    }
  }

  /** {@link ArcEndRaces.CloseVsCloseOfSame} by a handle that looks, and then ends, without lock. */
  @JCStressTest
  @JCStressMeta(ArcEndRaces.CloseVsCloseOfSame.class)
  @State
  public static class UnlockedTwin {
    private final Tally tally = new Tally();
    private final SharedDisposal<Object> shared =
        new SharedDisposal<>(tally, tally, BackdropStrategy.trivial());
    private volatile boolean open = true;

    public UnlockedTwin() {
      shared.tryRetain();
    }

    @Actor
    public void first() {
      close();
    }

    @Actor
    public void second() {
      close();
    }

    private void close() {
      if (open) {
        open = false;
        shared.release();
      }
    }

    @Arbiter
    public void count(II_Result r) {
      r.r1 = tally.total();
      shared.release();
      r.r2 = tally.total();
    }
  }

  /** {@link ArcEndRaces.CloseVsTryUnwrap} by a count that is looked at before it is ended. */
  @JCStressTest
  @JCStressMeta(ArcEndRaces.CloseVsTryUnwrap.class)
  @State
  public static class UnwrapsClosedTwin {
    private final Tally tally = new Tally();
    private final WeakCount count = new WeakCount.LooksThenEnds(() -> tally.dispose(tally));

    @Actor
    public void close() {
      count.release();
    }

    @Actor
    public void unwrap(LI_Result r) {
      r.r1 = count.tryEnd() ? ArcRaces.VALUE : ArcRaces.CLOSED;
    }

    @Arbiter
    public void count(LI_Result r) {
      r.r2 = tally.total();
    }
  }

  /** {@link ArcEndRaces.TryUnwrapVsShare} by a count that is looked at before it is ended. */
  @JCStressTest
  @JCStressMeta(ArcEndRaces.TryUnwrapVsShare.class)
  @State
  public static class UnwrapsSharedTwin {
    private final Tally tally = new Tally();
    private final WeakCount count = new WeakCount.LooksThenEnds(() -> tally.dispose(tally));
    private boolean unwrapped;
    private boolean made;

    @Actor
    public void unwrap(LLI_Result r) {
      unwrapped = count.tryEnd();
      r.r1 = unwrapped ? ArcRaces.VALUE : ArcRaces.SHARED;
    }

    @Actor
    public void share(LLI_Result r) {
      made = count.tryRetain();
      r.r2 = made ? ArcRaces.SHARED : ArcRaces.CLOSED;
    }

    @Arbiter
    public void count(LLI_Result r) {
      if (!unwrapped) {
        count.release();
      }
      if (made) {
        count.release();
      }
      r.r3 = tally.total();
    }
  }

  /** {@link ArcEndRaces.CloseOfOtherVsMakeUnique} by a count that is brought down to look at it. */
  @JCStressTest
  @JCStressMeta(ArcEndRaces.CloseOfOtherVsMakeUnique.class)
  @State
  public static class GivesBackTwin {
    private final Tally tally = new Tally();
    private final WeakCount count = new WeakCount.GivesBack(() -> tally.dispose(tally));

    public GivesBackTwin() {
      count.tryRetain();
    }

    @Actor
    public void close() {
      count.release();
    }

    @Actor
    public void own(LII_Result r) {
      if (count.tryEnd()) {
        r.r1 = ArcRaces.VALUE;
      } else {
        r.r1 = "copy";
        count.release();
      }
    }

    @Arbiter
    public void count(LII_Result r) {
      r.r2 = tally.total();
      tally.dispose(tally); // The owner closes: the value, or the copy, is released.
      r.r3 = tally.total();
    }
  }
}
