package io.backdrop;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.LII_Result;
import org.openjdk.jcstress.infra.results.LI_Result;
import org.openjdk.jcstress.infra.results.LLI_Result;

/**
 * However the handles of an {@link Arc} end beside one another, the value is released once and
 * after all that was done through any of them, or it is given out to one of them and not released.
 */
public class ArcEndRaces {

  private ArcEndRaces() {}

  /** Each writes to the value, and closes a handle of its own. */
  @JCStressTest
  @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "released once, with both writes seen")
  @Outcome(expect = FORBIDDEN, desc = "not once, or before what was written to the value")
  @State
  public static class CloseVsCloseOfOther {
    private final Pages pages = new Pages();
    private final Arc<Pages> one = Arc.of(pages, pages, BackdropStrategy.trivial());
    private final Arc<Pages> other = one.share();

    @Actor
    public void first() {
      pages.left = 1;
      one.close();
    }

    @Actor
    public void second() {
      pages.right = 1;
      other.close();
    }

    @Arbiter
    public void count(III_Result r) {
      pages.count(r);
    }
  }

  /** Both close the same handle, and a second one stays open. */
  @JCStressTest
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "one share was given back")
  @Outcome(expect = FORBIDDEN, desc = "two were: released while the second handle was open")
  @State
  public static class CloseVsCloseOfSame {
    private final Tally tally = new Tally();
    private final Arc<Object> arc = ArcRaces.arc(tally);
    private final Arc<Object> held = arc.share();

    @Actor
    public void first() {
      arc.close();
    }

    @Actor
    public void second() {
      arc.close();
    }

    @Arbiter
    public void count(II_Result r) {
      r.r1 = tally.total();
      held.close();
      r.r2 = tally.total();
    }
  }

  /** One closes the only handle, the other takes the value back by it. */
  @JCStressTest
  @Outcome(id = "closed, 1", expect = ACCEPTABLE, desc = "released, and not given out")
  @Outcome(id = "value, 0", expect = ACCEPTABLE, desc = "given out, and not released")
  @Outcome(expect = FORBIDDEN, desc = "released and given out, or neither, or said to be shared")
  @State
  public static class CloseVsTryUnwrap {
    private final Tally tally = new Tally();
    private final Arc<Object> arc = ArcRaces.arc(tally);

    @Actor
    public void close() {
      arc.close();
    }

    @Actor
    public void unwrap(LI_Result r) {
      try {
        r.r1 = arc.tryUnwrap().map(got -> ArcRaces.look(got, tally)).orElse(ArcRaces.SHARED);
      } catch (IllegalStateException closed) {
        r.r1 = ArcRaces.CLOSED;
      }
    }

    @Arbiter
    public void count(LI_Result r) {
      r.r2 = tally.total();
    }
  }

  /** One takes the value back by the only handle, the other makes a second one of it. */
  @JCStressTest
  @Outcome(
      id = "value, closed, 0",
      expect = ACCEPTABLE,
      desc = "given out, and not shared any more")
  @Outcome(id = "shared, shared, 1", expect = ACCEPTABLE, desc = "shared, and so not given out")
  @Outcome(expect = FORBIDDEN, desc = "given out and shared, or neither, or not released once")
  @State
  public static class TryUnwrapVsShare {
    private final Tally tally = new Tally();
    private final Arc<Object> arc = ArcRaces.arc(tally);
    private Arc<Object> made = arc;

    @Actor
    public void unwrap(LLI_Result r) {
      r.r1 = arc.tryUnwrap().map(got -> ArcRaces.look(got, tally)).orElse(ArcRaces.SHARED);
    }

    @Actor
    public void share(LLI_Result r) {
      try {
        made = arc.share();
        r.r2 = ArcRaces.SHARED;
      } catch (IllegalStateException closed) {
        r.r2 = ArcRaces.CLOSED;
      }
    }

    @Arbiter
    public void count(LLI_Result r) {
      arc.close();
      made.close();
      r.r3 = tally.total();
    }
  }

  /** One closes its handle, the other makes the value, or a copy, its own by another handle. */
  @JCStressTest
  @Outcome(id = "value, 0, 1", expect = ACCEPTABLE, desc = "closed before: no copy, not released")
  @Outcome(id = "copy, 1, 2", expect = ACCEPTABLE, desc = "a copy; what it was made of is released")
  @Outcome(expect = FORBIDDEN, desc = "released while owned, or one of the two never or twice")
  @State
  public static class CloseOfOtherVsMakeUnique {
    private final Tally tally = new Tally();
    private final Arc<Object> one = ArcRaces.arc(tally);
    private final Arc<Object> other = one.share();
    private UniqueArc<Object> owner;

    @Actor
    public void close() {
      one.close();
    }

    @Actor
    public void own(LII_Result r) {
      owner = other.makeUnique(value -> "copy");
      r.r1 = owner.get() == tally ? ArcRaces.VALUE : owner.get();
    }

    @Arbiter
    public void count(LII_Result r) {
      r.r2 = tally.total();
      owner.close();
      r.r3 = tally.total();
    }
  }

  /** A value with plain fields, which its release reads. */
  static final class Pages implements Disposer<Pages> {
    int left;
    int right;

    private final AtomicInteger released = new AtomicInteger();
    private int leftSeen;
    private int rightSeen;

    @Override
    public void dispose(Pages value) {
      leftSeen = left;
      rightSeen = right;
      released.incrementAndGet();
    }

    void count(III_Result r) {
      r.r1 = released.get();
      r.r2 = leftSeen;
      r.r3 = rightSeen;
    }
  }
}
