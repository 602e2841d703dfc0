package io.backdrop;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** The races of {@link WakeRaces} on protocols with a mistake: each of them has to fail. */
public class WakeTwins {

  private WakeTwins() {}

  /** Looks at the queue, and only then asks to be woken. */
  @JCStressTest
  @JCStressMeta(WakeRaces.HandOffVsPark.class)
  @State
  public static class AsksLateTwin {
    private final Sleeper sleeper = new Sleeper();

    @Actor
    public void handOff() {
      sleeper.handOff();
    }

    @Actor
    public void park(L_Result r) {
      boolean empty = sleeper.queue.isEmpty();
      sleeper.wake = true;
      r.r1 = sleeper.parkIf(empty);
    }
  }

  /** Asks to be woken by a write that the look at the queue may overtake. */
  @JCStressTest
  @JCStressMeta(WakeRaces.HandOffVsPark.class)
  @State
  public static class AsksByReleaseTwin {
    private final Sleeper sleeper = new Sleeper();

    @Actor
    public void handOff() {
      sleeper.handOff();
    }

    @Actor
    public void park(L_Result r) {
      Sleeper.WAKE.setRelease(sleeper, true);
      r.r1 = sleeper.parkIf(sleeper.queue.isEmpty());
    }
  }

  /** Looks for what it was called for, and only then takes the note away. */
  @JCStressTest
  @JCStressMeta(WakeRaces.CallVsPause.class)
  @State
  public static class TakesNoteAwayLateTwin {
    private final WakeRaces.Nap nap = new WakeRaces.Nap();
    private volatile boolean called = true;
    private volatile boolean wanted;

    @Actor
    public void call() {
      wanted = true;
      if (!called) {
        called = true;
        nap.unpark(Thread.currentThread());
      }
    }

    @Actor
    public void pause(L_Result r) {
      pauseUnlessCalled();
      r.r1 = wanted ? "seen" : "asleep";
      called = false;
    }

    @Arbiter
    public void pauseAgain(L_Result r) {
      pauseUnlessCalled();
      r.r1 = "seen".equals(r.r1) ? "seen" : nap.slept ? "asleep" : "woken";
    }

    private void pauseUnlessCalled() {
      if (!called) {
        nap.park(this);
      }
    }
  }

  /** Looks whether it is closed, and only then asks to be woken by whoever closes. */
  @JCStressTest
  @JCStressMeta(WakeRaces.CloseVsPark.class)
  @State
  public static class LooksThenAsksTwin {
    private final WakeRaces.Bed bed = new WakeRaces.Bed();
    private volatile boolean closing;
    private volatile boolean wake;

    @Actor
    public void close() {
      closing = true;
      if (wake) {
        bed.unpark(Thread.currentThread());
      }
      bed.over = true;
    }

    @Actor
    public void park(L_Result r) {
      boolean open = !closing;
      wake = true;
      if (open) {
        bed.park(this);
      }
      r.r1 = bed.end;
    }
  }

  /**
   * {@link WakeRaces.GiveUpVsPark} where what it sleeps for is taken away, and it is left asleep.
   */
  @JCStressTest
  @JCStressMeta(WakeRaces.GiveUpVsPark.class)
  @State
  public static class GivesUpSilentlyTwin {
    private final WakeRaces.Bed bed = new WakeRaces.Bed();
    private final Parts parts = new Parts(1);

    public GivesUpSilentlyTwin() {
      parts.handOff(RetryRaces.failingOnce(new Tally()));
      parts.guests.help(1);
    }

    @Actor
    public void giveUp() {
      parts.consumers.leftovers().giveUp();
      bed.over = true;
    }

    @Actor
    public void park(L_Result r) {
      if (!parts.retries.isEmpty()) {
        bed.parkNanos(this, parts.retries.nanosUntilDue());
      }
      r.r1 = bed.end;
    }
  }

  /** The protocol of a signalling trash thread; how it asks to be woken is left to the twins. */
  private static final class Sleeper {
    static final VarHandle WAKE;

    static {
      try {
        WAKE = MethodHandles.lookup().findVarHandle(Sleeper.class, "wake", boolean.class);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    final DisposalQueue queue = new DisposalQueue();
    volatile boolean wake;

    private final WakeRaces.Bed bed = new WakeRaces.Bed();

    void handOff() {
      queue.offer(QueueRaces.named("late"), 0, true);
      if (wake) {
        bed.unpark(Thread.currentThread());
      }
      bed.over = true;
    }

    String parkIf(boolean empty) {
      if (empty) {
        bed.park(this);
      }
      return bed.end;
    }
  }
}
