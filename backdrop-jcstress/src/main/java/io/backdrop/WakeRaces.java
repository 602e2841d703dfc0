package io.backdrop;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * A signalling {@link TrashThread} never sleeps over a disposal: the hand-off wakes it, or it sees
 * the disposal before it parks.
 */
public class WakeRaces {

  private static final String SEEN = "seen";
  private static final String WOKEN = "woken";
  private static final String ASLEEP = "asleep";

  private WakeRaces() {}

  /** The real class, with a parking that tells when nobody is left to end it. */
  @JCStressTest
  @Outcome(id = SEEN, expect = ACCEPTABLE, desc = "it saw the disposal and did not park")
  @Outcome(id = WOKEN, expect = ACCEPTABLE, desc = "it parked, and the hand-off woke it")
  @Outcome(id = ASLEEP, expect = FORBIDDEN, desc = "it parked, and the hand-off woke nobody")
  @State
  public static class HandOffVsPark {
    private final Bed bed = new Bed();
    private final EndRaces.ActedThread acted =
        new EndRaces.ActedThread(new Idling.Signalled(), bed);

    @Actor
    public void handOff() {
      acted.trash.execute(QueueRaces.named("late"));
      bed.over = true;
    }

    @Actor
    public void park(L_Result r) {
      acted.life().parkUntilWoken();
      r.r1 = bed.end;
    }
  }

  /** The real class being closed. */
  @JCStressTest
  @Outcome(id = SEEN, expect = ACCEPTABLE, desc = "it saw that it is closed and did not park")
  @Outcome(id = WOKEN, expect = ACCEPTABLE, desc = "it parked, and close woke it")
  @Outcome(id = ASLEEP, expect = FORBIDDEN, desc = "it parked, and close woke nobody")
  @State
  public static class CloseVsPark {
    private final Bed bed = new Bed();
    private final EndRaces.ActedThread acted =
        new EndRaces.ActedThread(new Idling.Signalled(), bed);

    @Actor
    public void close() {
      acted.trash.beginClosing();
      bed.over = true;
    }

    @Actor
    public void park(L_Result r) {
      acted.life().parkUntilWoken();
      r.r1 = bed.end;
    }
  }

  /** The real class being given up, while a value waits for another attempt. */
  @JCStressTest
  @Outcome(id = SEEN, expect = ACCEPTABLE, desc = "it saw that it is given up and did not park")
  @Outcome(id = WOKEN, expect = ACCEPTABLE, desc = "it parked, and whoever gave it up woke it")
  @Outcome(id = ASLEEP, expect = FORBIDDEN, desc = "it parked, and nobody woke it")
  @State
  public static class GiveUpVsPark {
    private final Bed bed = new Bed();
    private final EndRaces.ActedThread acted =
        new EndRaces.ActedThread(new Idling.Signalled(), bed);

    public GiveUpVsPark() {
      acted.trash.execute(RetryRaces.failingOnce(new Tally()));
      acted.trash.helpDispose(1);
      acted.trash.beginClosing();
      bed.permit = false;
    }

    @Actor
    public void giveUp() {
      acted.trash.giveUp();
      bed.over = true;
    }

    @Actor
    public void park(L_Result r) {
      acted.life().parkUntilWoken();
      r.r1 = bed.end;
    }
  }

  /**
   * The real parking, in which one of two that call wakes: the other finds the note of the first,
   * whose permit a lock has used up.
   */
  @JCStressTest
  @Outcome(id = SEEN, expect = ACCEPTABLE, desc = "after its pause it saw what it was called for")
  @Outcome(id = WOKEN, expect = ACCEPTABLE, desc = "it did not, and its next pause ends")
  @Outcome(id = ASLEEP, expect = FORBIDDEN, desc = "it did not, and sleeps on")
  @State
  public static class CallVsPause {
    private final Nap nap = new Nap();
    private final CoalescingParking parking = new CoalescingParking(nap);
    private volatile boolean wanted;

    public CallVsPause() {
      parking.call(Thread.currentThread());
      nap.permit = false;
    }

    @Actor
    public void call() {
      wanted = true;
      parking.call(Thread.currentThread());
    }

    @Actor
    public void pause(L_Result r) {
      parking.park(this);
      r.r1 = wanted ? SEEN : ASLEEP;
    }

    @Arbiter
    public void pauseAgain(L_Result r) {
      parking.park(this);
      r.r1 = SEEN.equals(r.r1) ? SEEN : nap.slept ? ASLEEP : WOKEN;
    }
  }

  /** Any pause is one of any length, and a permit ends it. */
  abstract static class Permitted implements Parking {
    volatile boolean permit;

    @Override
    public final void parkNanos(Object blocker, long nanos) {
      park(blocker);
    }

    @Override
    public final void unpark(Thread thread) {
      permit = true;
    }
  }

  /** A pause that may end at any time, and says whether somebody had to end it. */
  static final class Nap extends Permitted {
    boolean slept;

    @Override
    public void park(Object blocker) {
      slept = !permit;
      permit = false;
    }
  }

  /** Parks until it is woken, or until nobody is left who would. */
  static final class Bed extends Permitted {
    volatile boolean over;
    String end = SEEN;

    @Override
    public void park(Object blocker) {
      while (!permit && !over) {
        Thread.onSpinWait();
      }
      // A permit given is visible here: it was given before the other actor said that it is over.
      end = permit ? WOKEN : ASLEEP;
    }
  }
}
