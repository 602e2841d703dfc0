package io.backdrop;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Who bypasses a consumer that takes long, while that one goes on after all. */
public class BypassRaces {

  private BypassRaces() {}

  /** Three are taken together, or stay in the queue. */
  @JCStressTest
  @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "each has run")
  @Outcome(expect = FORBIDDEN, desc = "one was left behind, or has run twice")
  @State
  public static class RunVsBypass {
    private final AtomicIntegerArray runs = new AtomicIntegerArray(3);
    private final Parts parts = new Parts(8);
    private final QueueConsumer consumer = parts.consumers.join(Pacer.NONE);

    public RunVsBypass() {
      for (int each = 0; each < 3; each++) { // In no time: so it takes more the next time.
        parts.handOff(QueueRaces.of(each));
      }
      parts.consumers.runNext(consumer, 1);
      parts.consumers.runNext(consumer, 2);
      for (int i = 0; i < 3; i++) {
        int each = i;
        parts.handOff(new ClaimableDisposal<>(i, value -> runs.incrementAndGet(each), null));
      }
    }

    @Actor
    public void run() {
      parts.consumers.runNext(consumer, 3);
    }

    @Actor
    public void bypass() {
      parts.consumers.joinAndBegin(Thread.currentThread());
      parts.guests.bypass(consumer, false);
    }

    @Arbiter
    public void count(III_Result r) {
      parts.runAll();
      r.r1 = runs.get(0);
      r.r2 = runs.get(1);
      r.r3 = runs.get(2);
    }
  }

  /** Says where it is before it looks whether it is to go on. */
  @JCStressTest
  @JCStressMeta(RunVsBypass.class)
  @State
  public static class LooksTooLateTwin {
    private final AtomicIntegerArray runs = new AtomicIntegerArray(3);
    private volatile int at;
    private volatile boolean bypassed;

    @Actor
    public void run() {
      for (int i = 0; i < 3 && !bypassed; i++) {
        runs.compareAndSet(i, 0, 1);
        at = i + 1;
        Tally.widenTheGap();
      }
    }

    @Actor
    public void bypass() {
      for (int i = at + 1; i < 3; i++) {
        runs.compareAndSet(i, 0, 1);
      }
      bypassed = true;
    }

    @Arbiter
    public void count(III_Result r) {
      r.r1 = runs.get(0);
      r.r2 = runs.get(1);
      r.r3 = runs.get(2);
    }
  }
}
