package io.backdrop;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
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
      r.r1 = enters(backlog, 0);
    }

    @Actor
    public void second(ZZ_Result r) {
      r.r2 = enters(backlog, 0);
    }
  }

  /** Two enter of which each is heavier than the bound, and so enters alone. */
  @JCStressTest
  @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "the first is alone")
  @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "the second is alone")
  @Outcome(expect = FORBIDDEN, desc = "both are there, or neither")
  @State
  public static class HeavyVsHeavy {
    private final Backlog backlog = new Backlog(10, 10);

    @Actor
    public void first(ZZ_Result r) {
      r.r1 = enters(backlog, 11);
    }

    @Actor
    public void second(ZZ_Result r) {
      r.r2 = enters(backlog, 11);
    }
  }

  /** {@link HeavyVsHeavy} by those who look whether they are alone, and then add. */
  @JCStressTest
  @JCStressMeta(BacklogRaces.HeavyVsHeavy.class)
  @State
  public static class LooksWhetherAloneTwin {
    private final Backlog backlog = new Backlog(10, Long.MAX_VALUE);

    @Actor
    public void first(ZZ_Result r) {
      r.r1 = tryEnter();
    }

    @Actor
    public void second(ZZ_Result r) {
      r.r2 = tryEnter();
    }

    private boolean tryEnter() {
      return backlog.bytes() == 0 && enters(backlog, 11);
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
      enters(backlog, 10);
    }

    @Actor
    public void enter(II_Result r) {
      r.r1 = enters(backlog, 10) ? 1 : 0;
    }

    @Actor
    public void leave() {
      backlog.addDone(1, 10);
    }

    @Arbiter
    public void pending(II_Result r) {
      r.r2 = (int) (backlog.handedOff() - backlog.done());
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
      if (backlog.handedOff() - backlog.done() >= 1) {
        return false;
      }
      backlog.offer(QueueRaces.named("value"), 0, true);
      return true;
    }
  }

  /** One hands off while another runs what fills the backlog. */
  @JCStressTest
  @Outcome(id = "0, 1, 0", expect = ACCEPTABLE, desc = "too early: there was no room yet")
  @Outcome(id = "1, 1, 0", expect = ACCEPTABLE, desc = "it came after the other had been run")
  @Outcome(expect = FORBIDDEN, desc = "two at once where there is room for one, or still pending")
  @State
  public static class HandOffVsRun {
    private final Parts parts = new Parts(1);
    private final Room room = new Room();

    public HandOffVsRun() {
      room.handOffFirst(parts);
    }

    @Actor
    public void handOff(III_Result r) {
      r.r1 = room.handOff(parts) ? 1 : 0;
    }

    @Actor
    public void run() {
      parts.guests.help(1);
    }

    @Arbiter
    public void runTheRest(III_Result r) {
      r.r2 = room.most();
      parts.runAll();
      r.r3 = parts.pending();
    }
  }

  /** {@link HandOffVsRun} by whoever makes room first, and then runs the disposal. */
  @JCStressTest
  @JCStressMeta(BacklogRaces.HandOffVsRun.class)
  @State
  public static class LeavesFirstTwin {
    private final Parts parts = new Parts(1);
    private final Room room = new Room();

    public LeavesFirstTwin() {
      room.handOffFirst(parts);
    }

    @Actor
    public void handOff(III_Result r) {
      r.r1 = room.handOff(parts) ? 1 : 0;
    }

    @Actor
    public void run() {
      parts.backlog.addDone(1, 0);
      parts.backlog.poll().run();
    }

    @Arbiter
    public void runTheRest(III_Result r) {
      r.r2 = room.most();
      parts.runAll();
      r.r3 = parts.pending();
    }
  }

  /** One leaves a full backlog and enters it again, while another looks for room as well. */
  @JCStressTest
  @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "who left has entered again")
  @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "the other took the room")
  @Outcome(expect = FORBIDDEN, desc = "more than the bound, or room left unused")
  @State
  public static class LeaveAndEnterVsEnter {
    private final Backlog backlog = new Backlog(1, Long.MAX_VALUE);

    public LeaveAndEnterVsEnter() {
      enters(backlog, 0);
    }

    @Actor
    public void leaveAndEnter(ZZ_Result r) {
      backlog.addDone(1, 0);
      r.r1 = enters(backlog, 0);
    }

    @Actor
    public void enter(ZZ_Result r) {
      r.r2 = enters(backlog, 0);
    }
  }

  /** {@link LeaveAndEnterVsEnter} by those who go by a limit that another may have written. */
  @JCStressTest
  @JCStressMeta(BacklogRaces.LeaveAndEnterVsEnter.class)
  @State
  public static class BelievesOldLimitTwin {
    private final AtomicInteger entered = new AtomicInteger(1);
    private volatile int left;
    private volatile int roomUntil = 1;

    @Actor
    public void leaveAndEnter(ZZ_Result r) {
      left = 1;
      r.r1 = tryEnter();
    }

    @Actor
    public void enter(ZZ_Result r) {
      r.r2 = tryEnter();
    }

    private boolean tryEnter() {
      int now = entered.get();
      roomUntil = left + 1;
      Tally.widenTheGap();
      return now < roomUntil && entered.compareAndSet(now, now + 1);
    }
  }

  private static boolean enters(Backlog backlog, long weight) {
    return backlog.tryOffer(QueueRaces.named("value"), weight);
  }

  /** Whether one has found room before the first has been run. */
  private static final class Room {
    private volatile boolean firstHasRun;
    private boolean tooEarly;

    void handOffFirst(Parts parts) {
      parts.handOff(new ClaimableDisposal<>("first", value -> firstHasRun = true, null));
    }

    boolean handOff(Parts parts) {
      boolean found = enters(parts.backlog, 0);
      tooEarly = found && !firstHasRun;
      return found;
    }

    int most() {
      return tooEarly ? 2 : 1;
    }
  }
}
