package io.backdrop;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LII_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * Whoever shares or looks while the last handle of an {@link Arc} closes has the value, and then it
 * is not released; or finds that handle closed.
 */
public class ArcRaces {

  static final String VALUE = "value";
  static final String SHARED = "shared";
  static final String CLOSED = "closed";

  private ArcRaces() {}

  /** One closes the only handle, the other makes a second one of it and holds that. */
  @JCStressTest
  @Outcome(id = "shared, 0, 1", expect = ACCEPTABLE, desc = "lived on until the second one closed")
  @Outcome(id = "closed, 1, 1", expect = ACCEPTABLE, desc = "released, and not shared any more")
  @Outcome(expect = FORBIDDEN, desc = "released while held, or twice, or never")
  @State
  public static class CloseVsShare {
    private final Tally tally = new Tally();
    private final Arc<Object> arc = arc(tally);
    private List<Arc<Object>> made = List.of();

    @Actor
    public void close() {
      arc.close();
    }

    @Actor
    public void share(LII_Result r) {
      try {
        made = List.of(arc.share());
        r.r1 = SHARED;
      } catch (IllegalStateException closed) {
        r.r1 = CLOSED;
      }
    }

    @Arbiter
    public void count(LII_Result r) {
      r.r2 = tally.total();
      made.forEach(Arc::close);
      r.r3 = tally.total();
    }
  }

  /** The same with two more handles, which one addition makes. */
  @JCStressTest
  @Outcome(id = "shared, 0, 1", expect = ACCEPTABLE, desc = "lived on until the last one closed")
  @Outcome(id = "closed, 1, 1", expect = ACCEPTABLE, desc = "released, and not shared any more")
  @Outcome(expect = FORBIDDEN, desc = "released while held, or twice, or never")
  @State
  public static class CloseVsShareMany {
    private final Tally tally = new Tally();
    private final Arc<Object> arc = arc(tally);
    private List<Arc<Object>> made = List.of();

    @Actor
    public void close() {
      arc.close();
    }

    @Actor
    public void share(LII_Result r) {
      try {
        made = arc.share(2);
        r.r1 = SHARED;
      } catch (IllegalStateException closed) {
        r.r1 = CLOSED;
      }
    }

    @Arbiter
    public void count(LII_Result r) {
      r.r2 = tally.total();
      made.forEach(Arc::close);
      r.r3 = tally.total();
    }
  }

  /** One closes the only handle; the other tries to make a second one, uses it and closes it. */
  @JCStressTest
  @Outcome(id = "closed, 1, 0", expect = ACCEPTABLE, desc = "released, and not shared any more")
  @Outcome(id = "value, 1, 0", expect = ACCEPTABLE, desc = "shared, and the first handle was last")
  @Outcome(id = "value, 0, 1", expect = ACCEPTABLE, desc = "shared, and the second one was last")
  @Outcome(expect = FORBIDDEN, desc = "released while held, or twice, or never")
  @State
  public static class CloseVsTryShare {
    private final Tally tally = new Tally();
    private final Arc<Object> arc = arc(tally);

    @Actor
    public void close() {
      tally.enterFirst();
      arc.close();
    }

    @Actor
    public void use(LII_Result r) {
      r.r1 = CLOSED;
      arc.tryShare()
          .ifPresent(held -> {
            r.r1 = look(held.get(), tally);
            held.close();
          });
    }

    @Arbiter
    public void count(LII_Result r) {
      r.r2 = tally.byFirst.get();
      r.r3 = tally.bySecond.get();
    }
  }

  /** One closes the only handle, and so releases in place; the other looks at the value. */
  @JCStressTest
  @Outcome(id = VALUE, expect = ACCEPTABLE, desc = "get saw it open")
  @Outcome(id = CLOSED, expect = ACCEPTABLE, desc = "get saw it closed")
  @Outcome(expect = FORBIDDEN, desc = "get gave something that is not the value")
  @State
  public static class CloseVsGet {
    private final Tally tally = new Tally();
    private final Arc<Object> arc = arc(tally);

    @Actor
    public void close() {
      arc.close();
    }

    @Actor
    public void get(L_Result r) {
      try {
        var got = arc.get();
        r.r1 = got == tally ? VALUE : "not the value: " + got;
      } catch (IllegalStateException closed) {
        r.r1 = CLOSED;
      }
    }
  }

  static Arc<Object> arc(Tally value) {
    return Arc.of(value, value, BackdropStrategy.trivial());
  }

  /** What is seen through a handle that is held, and so has to keep the value from its release. */
  static String look(Object got, Tally value) {
    if (got != value) {
      return "not the value: " + got;
    }
    return value.total() == 0 ? VALUE : "released";
  }
}
