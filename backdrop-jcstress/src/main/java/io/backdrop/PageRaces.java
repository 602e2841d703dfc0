package io.backdrop;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** What holds for a {@link DisposalQueue} holds as well where one of its pages ends. */
public class PageRaces {

  private PageRaces() {}

  /** All but so many places of the first page have been filled, and taken. */
  static DisposalQueue almostAtTheEnd(int left) {
    var queue = new DisposalQueue();
    queue.entered = Page.SIZE - left;
    queue.take(Page.SIZE - left);
    return queue;
  }

  /** Two producers come to the end of a page together; all is polled afterwards. */
  @JCStressTest
  @Outcome(
      id = {"a1 a2 b1 b2", "b1 b2 a1 a2"},
      expect = ACCEPTABLE,
      desc = "one producer after the other")
  @Outcome(
      id = {"a1 b1 a2 b2", "a1 b1 b2 a2", "b1 a1 a2 b2", "b1 a1 b2 a2"},
      expect = ACCEPTABLE,
      desc = "the producers took turns")
  @Outcome(expect = FORBIDDEN, desc = "lost, doubled, or out of a producer's order")
  @State
  public static class OfferVsOffer {
    private final DisposalQueue queue = almostAtTheEnd(1);

    @Actor
    public void a() {
      queue.offer(QueueRaces.named("a1"), 0, true);
      queue.offer(QueueRaces.named("a2"), 0, true);
    }

    @Actor
    public void b() {
      queue.offer(QueueRaces.named("b1"), 0, true);
      queue.offer(QueueRaces.named("b2"), 0, true);
    }

    @Arbiter
    public void poll(L_Result r) {
      r.r1 = QueueRaces.names(queue::poll);
    }
  }

  /** A producer goes on to the next page while the consumer does, and drops the one before. */
  @JCStressTest
  @Outcome(id = "nothing, a1 a2", expect = ACCEPTABLE, desc = "the consumer came too early")
  @Outcome(id = "a1, a2", expect = ACCEPTABLE, desc = "the consumer came in time")
  @Outcome(expect = FORBIDDEN, desc = "lost, doubled, or out of order")
  @State
  public static class OfferVsPoll {
    private final DisposalQueue queue = almostAtTheEnd(0);

    @Actor
    public void produce() {
      queue.offer(QueueRaces.named("a1"), 0, true);
      queue.offer(QueueRaces.named("a2"), 0, true);
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
