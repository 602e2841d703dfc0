package io.backdrop;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Every interleaving of a few offers with polls of one consumer gives what some order of them, one
 * after the other, would give: {@link DisposalQueue} is linearizable. A queue that reads and writes
 * its count in two steps is found out.
 */
class DisposalQueueLincheckTest {

  @Test
  void theQueueIsLinearizable() {
    options().check(Real.class);
  }

  @Test
  void aQueueThatCountsInTwoStepsIsNot() {
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
        .iterations(Scenarios.CHECKED)
        .invocationsPerIteration(1_000);
  }

  /** The real queue. */
  public static class Real {
    private final DisposalQueue queue = new DisposalQueue();

    @Operation
    public void offer(int value) {
      queue.offer(new ClaimableDisposal<>(value, Disposer.none(), null), 0, true);
    }

    @Operation(nonParallelGroup = "consumer")
    public @Nullable Object poll() {
      var polled = queue.poll();
      while (polled == null && !queue.isEmpty()) {
        polled = queue.poll(); // A producer has its position, and not filled the place.
      }
      return polled == null ? null : polled.value();
    }

    @Operation(nonParallelGroup = "consumer")
    public boolean isEmpty() {
      return queue.isEmpty();
    }
  }

  /** The same with a position that is read and then counted up, in two steps. */
  public static class Twin {
    private final AtomicReferenceArray<Object> places = new AtomicReferenceArray<>(16);
    private volatile int entered;
    private int taken;

    @Operation
    public void offer(int value) {
      int position = entered;
      entered = position + 1;
      places.set(position, value);
    }

    @Operation(nonParallelGroup = "consumer")
    public @Nullable Object poll() {
      var first = places.get(taken);
      if (first != null) {
        taken++;
      }
      return first;
    }
  }
}
