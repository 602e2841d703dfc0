package io.backdrop;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Every interleaving of a few offers with polls of one consumer gives what some order of them, one
 * after the other, would give: {@link DisposalQueue} is linearizable. A queue that reads and writes
 * its tail in two steps is found out.
 */
class DisposalQueueLincheckTest {

  @Test
  void theQueueIsLinearizable() {
    options().check(Real.class);
  }

  @Test
  void aQueueWithoutTheExchangeIsNot() {
    assertThatThrownBy(() -> options().check(Twin.class))
        .isInstanceOf(LincheckAssertionError.class)
        .hasMessageContaining("Invalid execution results");
  }

  private static ModelCheckingOptions options() {
    return new ModelCheckingOptions()
        .threads(3)
        .actorsPerThread(2)
        .actorsBefore(1)
        .actorsAfter(2)
        .iterations(5)
        .invocationsPerIteration(1_000);
  }

  /** The real queue. */
  public static class Real {
    private final DisposalQueue queue = new DisposalQueue();

    @Operation
    public void offer(int value) {
      queue.offer(new LinkedDisposal<>(value, Disposer.none(), null));
    }

    @Operation(nonParallelGroup = "consumer")
    public @Nullable Object poll() {
      var polled = queue.poll();
      while (polled == null && !queue.isEmpty()) {
        polled = queue.poll(); // A producer is between the exchange and the link.
      }
      return polled == null ? null : polled.value();
    }

    @Operation(nonParallelGroup = "consumer")
    public boolean isEmpty() {
      return queue.isEmpty();
    }
  }

  /** The same in two steps. */
  public static class Twin {
    private volatile LinkedDisposal<?> tail = LinkedDisposal.gone();
    private LinkedDisposal<?> head = tail;

    @Operation
    public void offer(int value) {
      var last = new LinkedDisposal<>(value, Disposer.none(), null);
      last.next = null;
      var previous = tail;
      tail = last;
      previous.next = last;
    }

    @Operation(nonParallelGroup = "consumer")
    public @Nullable Object poll() {
      var first = head.next;
      if (first == null) {
        return null;
      }
      head = first;
      return first.value();
    }
  }
}
