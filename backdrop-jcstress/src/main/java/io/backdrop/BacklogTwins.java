package io.backdrop;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A race of {@link BacklogRaces} on counts with a mistake: it has to fail. */
public class BacklogTwins {

  private BacklogTwins() {}

  /**
   * {@link BacklogRaces.EnterVsLeave} by whoever finds no room for his bytes, and keeps the place
   * that he has taken; beside one who leaves his place before he takes the bytes off.
   */
  @JCStressTest
  @JCStressMeta(BacklogRaces.EnterVsLeave.class)
  @State
  public static class KeepsItsPlaceTwin {
    private final AtomicInteger pending = new AtomicInteger(1);
    private final AtomicInteger bytes = new AtomicInteger(10);

    @Actor
    public void enter(II_Result r) {
      boolean enters = pending.compareAndSet(0, 1) && bytes.compareAndSet(0, 10);
      r.r1 = enters ? 1 : 0;
    }

    @Actor
    public void leave() {
      pending.decrementAndGet();
      Tally.widenTheGap();
      bytes.addAndGet(-10);
    }

    @Arbiter
    public void pending(II_Result r) {
      r.r2 = pending.get();
    }
  }
}
