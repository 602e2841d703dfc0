package io.backdrop.reactor;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

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

  private static ReactorTask anyTask() {
    return new ReactorTask(ReactorTaskRaces.anyDisposal());
  }

  @JCStressTest
  @Outcome(id = "2", expect = ACCEPTABLE, desc = "both are found")
  @Outcome(expect = FORBIDDEN, desc = "one is lost")
  @State
  public static class AddVsAdd {
    private final PendingTasks pending = new PendingTasks();

    @Actor
    public void closer() {
      pending.add(anyTask());
    }

    @Actor
    public void another() {
      pending.add(anyTask());
    }

    @Arbiter
    public void found(I_Result r) {
      r.r1 = pending.oldestFirst().size();
    }
  }

  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "the new one is found")
  @Outcome(expect = FORBIDDEN, desc = "it is lost")
  @State
  public static class AddVsLook {
    private final PendingTasks pending = new PendingTasks();
    private final ReactorTask added = anyTask();

    public AddVsLook() {
      var before = anyTask();
      pending.add(before);
      before.run();
    }

    @Actor
    public void closer() {
      pending.add(added);
    }

    @Actor
    public void watch() {
      pending.isEmpty();
    }

    @Arbiter
    public void found(I_Result r) {
      r.r1 = pending.oldestFirst().contains(added) ? 1 : 0;
    }
  }

  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "the one that waits is found")
  @Outcome(expect = FORBIDDEN, desc = "it is lost")
  @State
  public static class RunVsRun {
    private final PendingTasks pending = new PendingTasks();
    private final ReactorTask waiting = anyTask();
    private final ReactorTask second = anyTask();
    private final ReactorTask third = anyTask();

    public RunVsRun() {
      pending.add(waiting);
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
      r.r1 = pending.oldestFirst().contains(waiting) ? 1 : 0;
    }
  }

  /** A chain with a mistake in it. */
  abstract static class Chain {
    final AtomicReference<@Nullable Link> latest = new AtomicReference<>();

    int size() {
      int size = 0;
      for (var link = latest.get(); link != null; link = link.earlier) {
        size += link.taken ? 0 : 1;
      }
      return size;
    }
  }

  /** A task in it. */
  static final class Link {
    volatile boolean taken;
    @Nullable Link earlier;

    Link(@Nullable Link earlier) {
      this.earlier = earlier;
    }

    /** Forgets all that is behind one that is taken. */
    void run() {
      var next = earlier;
      if (next != null && next.taken) {
        earlier = null;
      }
      taken = true;
    }
  }

  /** Adds to what it has read, whatever has come meanwhile. */
  @JCStressTest
  @JCStressMeta(AddVsAdd.class)
  @State
  public static class AddsToWhatItReadTwin extends Chain {

    private void add() {
      latest.set(new Link(latest.get()));
    }

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
      r.r1 = size();
    }
  }

  /** Forgets the chain of which it has seen that all are taken, whatever has come meanwhile. */
  @JCStressTest
  @JCStressMeta(AddVsLook.class)
  @State
  public static class ForgetsAllTwin extends Chain {

    public ForgetsAllTwin() {
      var before = new Link(null);
      before.taken = true;
      latest.set(before);
    }

    @Actor
    public void closer() {
      latest.set(new Link(latest.get()));
    }

    @Actor
    public void watch() {
      if (size() == 0) {
        latest.set(null);
      }
    }

    @Arbiter
    public void found(I_Result r) {
      r.r1 = size();
    }
  }

  /** Forgets what is behind one that is taken. */
  @JCStressTest
  @JCStressMeta(RunVsRun.class)
  @State
  public static class ForgetsBehindTwin extends Chain {
    private final Link waiting = new Link(null);
    private final Link second = new Link(waiting);
    private final Link third = new Link(second);

    public ForgetsBehindTwin() {
      latest.set(third);
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
      r.r1 = size();
    }
  }
}
