package io.backdrop;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** The races of {@link QueueRaces} on queues with a mistake: each of them has to fail. */
public class QueueTwins {

  private QueueTwins() {}

  /** {@link QueueRaces.OfferVsOffer} with a count that is read and written in two steps. */
  @JCStressTest
  @JCStressMeta(QueueRaces.OfferVsOffer.class)
  @State
  public static class TwoStepsTwin {
    private final WeakQueue queue = new WeakQueue.TwoSteps();

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

  /** {@link QueueRaces.OfferVsOffer} by whoever fills a place that is not his yet. */
  @JCStressTest
  @JCStressMeta(QueueRaces.OfferVsOffer.class)
  @State
  public static class PlaceFirstTwin {
    private final WeakQueue queue = new WeakQueue.PlaceFirst();

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

  /**
   * {@link QueueRaces.OfferVsPoll} with a write that the offer does not order. A store that orders
   * nothing is the subtler mistake, but not one that every processor shows.
   */
  @JCStressTest
  @JCStressMeta(QueueRaces.OfferVsPoll.class)
  @State
  public static class LateWriteTwin {
    private final DisposalQueue queue = new DisposalQueue();
    private final QueueRaces.Written value = new QueueRaces.Written();

    @Actor
    public void produce() {
      value.x = 1;
      queue.offer(QueueRaces.of(value), 0, true);
      Thread.onSpinWait(); // Without it the gap is too narrow to be met for certain.
      value.y = 2;
    }

    @Actor
    public void consume(II_Result r) {
      var polled = queue.poll();
      var seen = polled == null ? QueueRaces.Written.NOTHING : (QueueRaces.Written) polled.value();
      r.r1 = seen.x;
      r.r2 = seen.y;
    }
  }

  /** {@link QueueRaces.OfferVsOfferAndPoll} by a consumer that does not ask whether it is empty. */
  @JCStressTest
  @JCStressMeta(QueueRaces.OfferVsOfferAndPoll.class)
  @State
  public static class ImpatientPollTwin {
    private final WeakQueue queue = new WeakQueue.Impatient();

    @Actor
    public void produce() {
      queue.offer(QueueRaces.named("other"));
    }

    @Actor
    public void consume(L_Result r) {
      queue.offer(QueueRaces.named("mine"));
      var polled = queue.poll();
      r.r1 = polled == null ? "nothing" : polled.value();
    }
  }

  /** {@link QueueRaces.IsEmptyVsPoll} by a consumer that moves on before it has taken. */
  @JCStressTest
  @JCStressMeta(QueueRaces.IsEmptyVsPoll.class)
  @State
  public static class CountFirstTwin {
    private final WeakQueue queue = new WeakQueue.CountFirst();

    @Actor
    public void produce(II_Result r) {
      queue.offer(QueueRaces.named("mine"));
      r.r1 = queue.isEmpty() ? 1 : 0;
    }

    @Actor
    public void consume(II_Result r) {
      r.r2 = queue.poll() == null ? 0 : 1;
    }
  }
}
