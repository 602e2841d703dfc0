package io.backdrop.reactor;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.backdrop.AnyDisposal;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Whatever others do meanwhile, a task that nobody has taken is found. */
public class PendingTasksRaces {

  private PendingTasksRaces() {}

  /** The real chain, and tasks for it. */
  abstract static class Real {
    final PendingTasks pending = new PendingTasks();
    final ReactorTask first = new ReactorTask(AnyDisposal.create());
    final ReactorTask second = new ReactorTask(AnyDisposal.create());

    ReactorTask addAndRun() {
      var task = new ReactorTask(AnyDisposal.create());
      pending.add(task);
      task.run();
      return task;
    }

    int found() {
      int found = 0;
      while (pending.takeLatest() != null) {
        found++;
      }
      return found;
    }
  }

  @JCStressTest
  @Outcome(id = "2", expect = ACCEPTABLE, desc = "both are found")
  @Outcome(expect = FORBIDDEN, desc = "one is lost")
  @State
  public static class AddVsAdd extends Real {

    @Actor
    public void closer() {
      pending.add(first);
    }

    @Actor
    public void another() {
      pending.add(second);
    }

    @Arbiter
    public void found(I_Result r) {
      r.r1 = found();
    }
  }

  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "the new one is found")
  @Outcome(expect = FORBIDDEN, desc = "it is lost")
  @State
  public static class AddVsLook extends Real {

    public AddVsLook() {
      addAndRun();
    }

    @Actor
    public void closer() {
      pending.add(first);
    }

    @Actor
    public void watch() {
      pending.isEmpty();
    }

    @Arbiter
    public void found(I_Result r) {
      r.r1 = found();
    }
  }

  /** One leaves out a task that is taken, while the other may be reading what it leads to. */
  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "the one that waits is found")
  @Outcome(expect = FORBIDDEN, desc = "it is lost")
  @State
  public static class RunVsRun extends Real {
    private final ReactorTask third = new ReactorTask(AnyDisposal.create());

    public RunVsRun() {
      pending.add(first);
      addAndRun();
      pending.add(second);
      pending.add(third);
    }

    @Actor
    public void oneThread() {
      second.run();
    }

    @Actor
    public void another() {
      third.run();
    }

    @Arbiter
    public void found(I_Result r) {
      r.r1 = found();
    }
  }

  /** Both leave out the same task. */
  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "the one that waits is found")
  @Outcome(expect = FORBIDDEN, desc = "it is lost")
  @State
  public static class RunVsLook extends Real {

    public RunVsLook() {
      pending.add(first);
      addAndRun();
      pending.add(second);
    }

    @Actor
    public void scheduler() {
      second.run();
    }

    @Actor
    public void watch() {
      pending.isEmpty();
    }

    @Arbiter
    public void found(I_Result r) {
      r.r1 = found();
    }
  }

  /** A chain with a mistake in it. */
  abstract static class Weak {
    final AtomicReference<@Nullable Link> latest = new AtomicReference<>();

    Link add() {
      var link = new Link(latest.get());
      latest.set(link);
      return link;
    }

    int found() {
      int found = 0;
      for (var link = latest.get(); link != null; link = link.earlier) {
        found += link.taken ? 0 : 1;
      }
      return found;
    }
  }

  /** A task in it. */
  static final class Link {
    volatile boolean taken;
    volatile @Nullable Link earlier;

    Link(@Nullable Link earlier) {
      this.earlier = earlier;
    }

    void run() {
      skipTaken();
      taken = true;
    }

    /** Lets go of the chain before it holds what is left of it. */
    void skipTaken() {
      var next = earlier;
      earlier = null;
      while (next != null && next.taken) {
        next = next.earlier;
      }
      earlier = next;
    }
  }

  /** Adds to what it has read, whatever has come meanwhile. */
  @JCStressTest
  @JCStressMeta(AddVsAdd.class)
  @State
  public static class AddsToWhatItReadTwin extends Weak {

    @Actor
    public void closer() {
      add();
    }

    @Actor
    public void another() {
      add();
    }

    @Arbiter
    public void found(I_Result r) {
      r.r1 = found();
    }
  }

  /** Forgets the chain of which it has seen that all are taken, whatever has come meanwhile. */
  @JCStressTest
  @JCStressMeta(AddVsLook.class)
  @State
  public static class ForgetsAllTwin extends Weak {

    public ForgetsAllTwin() {
      add().run();
    }

    @Actor
    public void closer() {
      add();
    }

    @Actor
    public void watch() {
      if (found() == 0) {
        latest.set(null);
      }
    }

    @Arbiter
    public void found(I_Result r) {
      r.r1 = found();
    }
  }

  /** Is read in the middle of leaving one out. */
  @JCStressTest
  @JCStressMeta(RunVsRun.class)
  @State
  public static class LetsGoFirstTwin extends Weak {
    private final Link second;
    private final Link third;

    public LetsGoFirstTwin() {
      add();
      add().run();
      second = add();
      second.taken = true; // A task is taken, and then leaves out others.
      third = add();
    }

    @Actor
    public void oneThread() {
      second.run();
    }

    @Actor
    public void another() {
      third.run();
    }

    @Arbiter
    public void found(I_Result r) {
      r.r1 = found();
    }
  }

  /** Another leaves one out in the middle of it. */
  @JCStressTest
  @JCStressMeta(RunVsLook.class)
  @State
  public static class BothLetGoFirstTwin extends Weak {
    private final Link second;

    public BothLetGoFirstTwin() {
      add();
      add().run();
      second = add();
    }

    @Actor
    public void scheduler() {
      second.run();
    }

    @Actor
    public void watch() {
      second.skipTaken();
    }

    @Arbiter
    public void found(I_Result r) {
      r.r1 = found();
    }
  }
}
