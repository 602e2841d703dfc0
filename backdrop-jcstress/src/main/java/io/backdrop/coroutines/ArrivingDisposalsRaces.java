package io.backdrop.coroutines;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.backdrop.AnyDisposal;
import io.backdrop.Disposal;
import java.util.concurrent.atomic.AtomicReference;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** What is added is taken once, whatever others add and take meanwhile. */
public class ArrivingDisposalsRaces {

  private ArrivingDisposalsRaces() {}

  @JCStressTest
  @Outcome(id = "2", expect = ACCEPTABLE, desc = "both are taken")
  @Outcome(expect = FORBIDDEN, desc = "one is lost")
  @State
  public static class AddVsAdd {
    private final ArrivingDisposals arriving = new ArrivingDisposals();
    private final Disposal first = AnyDisposal.create();
    private final Disposal second = AnyDisposal.create();

    @Actor
    public void closer() {
      arriving.add(first);
    }

    @Actor
    public void another() {
      arriving.add(second);
    }

    @Arbiter
    public void taken(I_Result r) {
      while (arriving.poll() != null) {
        r.r1++;
      }
    }
  }

  /** A turn takes the first one, and so turns round what has come. */
  @JCStressTest
  @Outcome(id = "2", expect = ACCEPTABLE, desc = "both are taken")
  @Outcome(expect = FORBIDDEN, desc = "one is lost, or taken twice")
  @State
  public static class AddVsPoll {
    private final ArrivingDisposals arriving = new ArrivingDisposals();
    private final Disposal second = AnyDisposal.create();
    private int taken;

    public AddVsPoll() {
      arriving.add(AnyDisposal.create());
    }

    @Actor
    public void closer() {
      arriving.add(second);
    }

    @Actor
    public void turn() {
      taken = arriving.poll() == null ? 0 : 1;
    }

    @Arbiter
    public void taken(I_Result r) {
      r.r1 = taken;
      while (arriving.poll() != null) {
        r.r1++;
      }
    }
  }

  @JCStressTest
  @Outcome(id = "2", expect = ACCEPTABLE, desc = "each has taken one")
  @Outcome(expect = FORBIDDEN, desc = "both have taken the same, or one is lost")
  @State
  public static class PollVsPoll {
    private final ArrivingDisposals arriving = new ArrivingDisposals();
    private Disposal byTurn;
    private Disposal byAnother;

    public PollVsPoll() {
      arriving.add(AnyDisposal.create());
      arriving.add(AnyDisposal.create());
    }

    @Actor
    public void turn() {
      byTurn = arriving.poll();
    }

    @Actor
    public void another() {
      byAnother = arriving.poll();
    }

    @Arbiter
    public void taken(I_Result r) {
      r.r1 = byTurn == byAnother ? 1 : 2;
    }
  }

  /** A closer whose turn was refused takes back what a turn may be taking. */
  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "one of them has it")
  @Outcome(expect = FORBIDDEN, desc = "both have it, or neither")
  @State
  public static class RemoveVsPoll {
    private final ArrivingDisposals arriving = new ArrivingDisposals();
    private final ArrivingDisposals.Entry entry = arriving.add(AnyDisposal.create());
    private boolean removed;
    private boolean taken;

    @Actor
    public void closer() {
      removed = arriving.remove(entry);
    }

    @Actor
    public void turn() {
      taken = arriving.poll() != null;
    }

    @Arbiter
    public void taken(I_Result r) {
      r.r1 = (removed ? 1 : 0) + (taken ? 1 : 0);
    }
  }

  /** Looks for the latest one, and then puts itself in its place. */
  @JCStressTest
  @JCStressMeta(AddVsAdd.class)
  @State
  public static class AddsInTwoStepsTwin {
    private final Weak arriving = new Weak();

    @Actor
    public void closer() {
      arriving.addInTwoSteps();
    }

    @Actor
    public void another() {
      arriving.addInTwoSteps();
    }

    @Arbiter
    public void taken(I_Result r) {
      r.r1 = arriving.takeAll();
    }
  }

  /** Looks what has come, and then says that nothing has. */
  @JCStressTest
  @JCStressMeta(AddVsPoll.class)
  @State
  public static class TakesInTwoStepsTwin {
    private final Weak arriving = new Weak();
    private int taken;

    public TakesInTwoStepsTwin() {
      arriving.add();
    }

    @Actor
    public void closer() {
      arriving.add();
    }

    @Actor
    public void turn() {
      taken = arriving.takeAll();
    }

    @Arbiter
    public void taken(I_Result r) {
      r.r1 = taken + arriving.takeAll();
    }
  }

  /** Reads the first one, and then puts the one after it in its place. */
  @JCStressTest
  @JCStressMeta(PollVsPoll.class)
  @State
  public static class TakesTheSameTwin {
    private final Weak arriving = new Weak();
    private Weak.Entry byTurn;
    private Weak.Entry byAnother;

    public TakesTheSameTwin() {
      arriving.add();
      arriving.add();
    }

    @Actor
    public void turn() {
      byTurn = arriving.takeInTwoSteps();
    }

    @Actor
    public void another() {
      byAnother = arriving.takeInTwoSteps();
    }

    @Arbiter
    public void taken(I_Result r) {
      r.r1 = byTurn == byAnother ? 1 : 2;
    }
  }

  /** Both look whether it is there, and then take it. */
  @JCStressTest
  @JCStressMeta(RemoveVsPoll.class)
  @State
  public static class LooksThenRemovesTwin {
    private volatile boolean there = true;
    private boolean removed;
    private boolean taken;

    private boolean take() {
      boolean found = there;
      there = false;
      return found;
    }

    @Actor
    public void closer() {
      removed = take();
    }

    @Actor
    public void turn() {
      taken = take();
    }

    @Arbiter
    public void taken(I_Result r) {
      r.r1 = (removed ? 1 : 0) + (taken ? 1 : 0);
    }
  }

  /** Entries that lead to the one before, and steps that are not atomic. */
  private static final class Weak {
    private record Entry(Entry before) {}

    private final AtomicReference<Entry> latest = new AtomicReference<>();

    void add() {
      latest.updateAndGet(Entry::new);
    }

    void addInTwoSteps() {
      latest.set(new Entry(latest.get()));
    }

    Entry takeInTwoSteps() {
      var taken = latest.get();
      latest.set(taken.before);
      return taken;
    }

    int takeAll() {
      int count = 0;
      for (var entry = latest.get(); entry != null; entry = entry.before) {
        count++;
      }
      latest.set(null);
      return count;
    }
  }
}
