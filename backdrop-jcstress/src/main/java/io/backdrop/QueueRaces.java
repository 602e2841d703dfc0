package io.backdrop;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.StringJoiner;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * What producers offer to a {@link DisposalQueue} comes out once each, in the order of each
 * producer, with all that was written before the offer, and without a false "nothing there".
 */
public class QueueRaces {

  private QueueRaces() {}

  /** Two producers offer two disposals each; all is polled afterwards. */
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
    private final DisposalQueue queue = new DisposalQueue();

    @Actor
    public void a() {
      queue.offer(named("a1"), 0, true);
      queue.offer(named("a2"), 0, true);
    }

    @Actor
    public void b() {
      queue.offer(named("b1"), 0, true);
      queue.offer(named("b2"), 0, true);
    }

    @Arbiter
    public void poll(L_Result r) {
      r.r1 = names(queue::poll);
    }
  }

  /** A producer writes to a value and offers it; the consumer polls and reads the value. */
  @JCStressTest
  @Outcome(id = "-1, -1", expect = ACCEPTABLE, desc = "nothing was there yet")
  @Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "the disposal, and all that was written")
  @Outcome(expect = FORBIDDEN, desc = "the disposal came before what was written to its value")
  @State
  public static class OfferVsPoll {
    private final DisposalQueue queue = new DisposalQueue();
    private final Written value = new Written();

    @Actor
    public void produce() {
      value.x = 1;
      value.y = 2;
      queue.offer(of(value), 0, true);
    }

    @Actor
    public void consume(II_Result r) {
      var polled = queue.poll();
      var seen = polled == null ? Written.NOTHING : (Written) polled.value();
      r.r1 = seen.x;
      r.r2 = seen.y;
    }
  }

  /** One offers; the other offers and then polls, and so must find something. */
  @JCStressTest
  @Outcome(id = "mine", expect = ACCEPTABLE, desc = "its own came first, or was alone")
  @Outcome(id = "other", expect = ACCEPTABLE, desc = "the other's came first")
  @Outcome(expect = FORBIDDEN, desc = "nothing there, where its own must be")
  @State
  public static class OfferVsOfferAndPoll {
    private final DisposalQueue queue = new DisposalQueue();

    @Actor
    public void produce() {
      queue.offer(named("other"), 0, true);
    }

    @Actor
    public void consume(L_Result r) {
      queue.offer(named("mine"), 0, true);
      var polled = queue.poll();
      while (polled == null && !queue.isEmpty()) {
        polled = queue.poll(); // The other has its position, and not filled the place.
      }
      r.r1 = polled == null ? "nothing" : polled.value();
    }
  }

  /** A producer asks after its offer whether the queue is empty, while the consumer polls. */
  @JCStressTest
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "the consumer came too early")
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "taken just after, or that was not seen yet")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "taken before")
  @Outcome(id = "1, 0", expect = FORBIDDEN, desc = "empty, although nobody had taken the offer")
  @State
  public static class IsEmptyVsPoll {
    private final DisposalQueue queue = new DisposalQueue();

    @Actor
    public void produce(II_Result r) {
      queue.offer(named("mine"), 0, true);
      r.r1 = queue.isEmpty() ? 1 : 0;
    }

    @Actor
    public void consume(II_Result r) {
      r.r2 = queue.poll() == null ? 0 : 1;
    }
  }

  /** The values of all that is still in a queue. */
  static String names(Supplier<@Nullable ClaimableDisposal<?>> poll) {
    var names = new StringJoiner(" ");
    for (var next = poll.get(); next != null; next = poll.get()) {
      names.add(next.value().toString());
    }
    return names.toString();
  }

  static ClaimableDisposal<?> named(String name) {
    return of(name);
  }

  static ClaimableDisposal<Object> of(Object value) {
    return new ClaimableDisposal<>(value, Disposer.none(), null);
  }

  /** A value with plain fields: only the hand-off makes them visible. */
  static final class Written {
    static final Written NOTHING = new Written();

    static {
      NOTHING.x = -1;
      NOTHING.y = -1;
    }

    int x;
    int y;
  }
}
