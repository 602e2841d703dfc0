package io.backdrop;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/**
 * However hand-offs with a bound interleave with a consumer, each finds room if and only if there
 * is some, and what has found it comes out: {@link Backlog} is a bounded queue. One that looks for
 * room and then enters is found out.
 *
 * <p>In which order disposals come out is decided by when they enter the queue, not by when they
 * find room, and is the matter of {@link DisposalQueueLincheckTest}.
 */
class BoundedQueueLincheckTest {

  private static final int BOUND = 2;

  @Test
  void theBoundByCountHolds() {
    options().check(ByCount.class);
  }

  @Test
  void theBoundByWeightHolds() {
    options().check(ByWeight.class);
  }

  @Test
  void theBoundOfOneThatLooksAndThenEntersDoesNot() {
    assertThatThrownBy(() -> options().check(Twin.class))
        .isInstanceOf(LincheckAssertionError.class)
        .hasMessageContaining("Invalid execution results");
  }

  private static ModelCheckingOptions options() {
    return new ModelCheckingOptions()
        .sequentialSpecification(Specification.class)
        .threads(2)
        .actorsPerThread(3)
        .actorsBefore(1)
        .actorsAfter(1)
        .iterations(Scenarios.checked(4))
        .invocationsPerIteration(300);
  }

  /** What a bounded queue does, one thing after the other. */
  public static class Specification {
    private int pending;

    public boolean tryHandOff() {
      boolean room = pending < BOUND;
      pending += room ? 1 : 0;
      return room;
    }

    public boolean take() {
      boolean found = pending > 0;
      pending -= found ? 1 : 0;
      return found;
    }

    public long pending() {
      return pending;
    }
  }

  /** The real hand-off and its consumer, where room is what the backlog is short of. */
  abstract static class Real {
    private final Disposer<Object> disposer;
    final Backlog backlog;

    Real(Backlog backlog, Disposer<Object> disposer) {
      this.backlog = backlog;
      this.disposer = disposer;
    }

    @Operation
    public boolean tryHandOff() {
      return tryOffer(ClaimableDisposal.of("value", disposer, null));
    }

    boolean tryOffer(ClaimableDisposal<?> disposal) {
      return backlog.tryOffer(disposal);
    }

    @Operation(nonParallelGroup = "consumer")
    public boolean take() {
      while (backlog.inReach(1) == 0) {
        if (pending() == 0) {
          return false;
        }
        // A producer has entered, and has not filled its place.
      }
      long weight = backlog.headPage().weight(backlog.headIndex());
      backlog.poll();
      backlog.addDone(1, weight);
      return true;
    }

    /** For the consumer, with whom nothing leaves meanwhile. */
    @Operation(nonParallelGroup = "consumer")
    public long pending() {
      return backlog.pending();
    }
  }

  /** Room for so many. */
  public static class ByCount extends Real {
    public ByCount() {
      super(new Backlog(BOUND, Long.MAX_VALUE), Disposer.none());
    }
  }

  /** Room for so many bytes, of which each takes ten. */
  public static class ByWeight extends Real {
    public ByWeight() {
      super(new Backlog(Long.MAX_VALUE, 10 * BOUND), Disposer.none().weighing(value -> 10));
    }

    @Override
    @Operation(nonParallelGroup = "consumer")
    public long pending() {
      return backlog.bytes() / 10;
    }
  }

  /** Looks for room, and then takes it. */
  public static class Twin extends Real {
    public Twin() {
      super(new Backlog(BOUND, Long.MAX_VALUE), Disposer.none());
    }

    @Override
    boolean tryOffer(ClaimableDisposal<?> disposal) {
      if (pending() >= BOUND) {
        return false;
      }
      backlog.offerRegardless(disposal);
      return true;
    }
  }
}
