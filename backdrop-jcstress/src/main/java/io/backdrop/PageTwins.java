package io.backdrop;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** The races of {@link PageRaces} on pages with a mistake: each of them has to fail. */
public class PageTwins {

  private PageTwins() {}

  /** {@link PageRaces.OfferVsOffer} by producers that write an older page over a newer one. */
  @JCStressTest
  @JCStressMeta(PageRaces.OfferVsOffer.class)
  @State
  public static class OldOverNewTwin {
    private final WeakPages queue = new WeakPages.OldOverNew();

    @Actor
    public void a() {
      queue.offer(QueueRaces.named("a1"));
      queue.offer(QueueRaces.named("a2"));
    }

    @Actor
    public void b() {
      queue.offer(QueueRaces.named("b1"));
      queue.offer(QueueRaces.named("b2"));
    }

    @Arbiter
    public void poll(L_Result r) {
      r.r1 = QueueRaces.names(queue::poll);
    }
  }

  /** {@link PageRaces.OfferVsPoll} by a consumer that cuts a page off. */
  @JCStressTest
  @JCStressMeta(PageRaces.OfferVsPoll.class)
  @State
  public static class CutOffTwin {
    private final WeakPages queue = new WeakPages.CutOff();

    @Actor
    public void produce() {
      queue.offer(QueueRaces.named("a1"));
      queue.offer(QueueRaces.named("a2"));
    }

    @Actor
    public void consume(LL_Result r) {
      var polled = queue.poll();
      r.r1 = polled == null ? "nothing" : polled.value();
    }

    @Arbiter
    public void pollTheRest(LL_Result r) {
      r.r2 = QueueRaces.names(queue::poll);
    }
  }
}
