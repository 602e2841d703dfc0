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
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** The bound of a {@link Backlog} is never exceeded, and what has left makes room. */
public class BacklogRaces {

  private BacklogRaces() {}

  /** Two enter where there is room for one. */
  @JCStressTest
  @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "the first has found room")
  @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "the second has found room")
  @Outcome(expect = FORBIDDEN, desc = "more than the bound, or room left unused")
  @State
  public static class EnterVsEnter {
    private final Backlog backlog = new Backlog(1, Long.MAX_VALUE);

    @Actor
    public void first(ZZ_Result r) {
      r.r1 = backlog.tryEnter(0);
    }

    @Actor
    public void second(ZZ_Result r) {
      r.r2 = backlog.tryEnter(0);
    }
  }

  /** One enters a full backlog while another leaves it. */
  @JCStressTest
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "too early: there was no room yet")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "the room that was left has been taken")
  @Outcome(expect = FORBIDDEN, desc = "the counts do not tell what is pending")
  @State
  public static class EnterVsLeave {
    private final Backlog backlog = new Backlog(1, 10);

    public EnterVsLeave() {
      backlog.enter(10);
    }

    @Actor
    public void enter(II_Result r) {
      r.r1 = backlog.tryEnter(10) ? 1 : 0;
    }

    @Actor
    public void leave() {
      backlog.leave(1, 10);
    }

    @Arbiter
    public void pending(II_Result r) {
      r.r2 = (int) (backlog.entered() - backlog.left());
    }
  }

  /** {@link EnterVsEnter} by those who look and then add. */
  @JCStressTest
  @JCStressMeta(BacklogRaces.EnterVsEnter.class)
  @State
  public static class LooksThenEntersTwin {
    private final Backlog backlog = new Backlog(1, Long.MAX_VALUE);

    @Actor
    public void first(ZZ_Result r) {
      r.r1 = tryEnter();
    }

    @Actor
    public void second(ZZ_Result r) {
      r.r2 = tryEnter();
    }

    private boolean tryEnter() {
      if (backlog.entered() - backlog.left() >= 1) {
        return false;
      }
      backlog.enter(0);
      return true;
    }
  }
}
