package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A step may do with its own queue what any disposer may. */
@Timeout(60)
class NestedSlicesTest extends SlicedQueue {

  @Test
  void whatAStepClosesIsReleasedAfterAllThatWasThere() {
    close("value", inSteps(() -> close("inner", released::add), () -> released.add("last step")));
    close("next", released::add);

    disposeInSlices();

    assertThat(released).containsExactly("last step", "next", "inner");
  }

  @Test
  void aStepMayItselfReleaseWhatIsPendingBehindItsValue() {
    close("value", inSteps(() -> queue.disposeAll(), () -> released.add("last step")));
    close("next", released::add);
    close(List.of(leaf("a"), leaf("b")));

    disposeInSlices();

    assertThat(released).containsExactly("next", "a", "b", "last step");
    assertThat(queue.failures()).isZero();
  }

  @Test
  void aSliceInsideOfAStepBeginsTheNextValueAndLeavesItInOrder() {
    close("outer", inSteps(this::oneSlice, this::oneSlice, () -> released.add("outer")));
    close("inner", inSteps(() -> released.add("inner 1"), () -> released.add("inner 2")));
    close("next", released::add);

    disposeInSlices();

    assertThat(released).containsExactly("inner 1", "outer", "inner 2", "next");
  }

  @Test
  void aStepSeesItsValueNoMoreAmongThosePending() {
    close("value", inSteps(() -> released.add(queue.size()), () -> released.add(queue.size())));
    close("next", Disposer.none());

    disposeInSlices();

    assertThat(released).containsExactly(1L, 1L);
  }

  @Test
  void aStepThatClosesTheQueueHasItsValueFinished() {
    close("value", inSteps(queue::close, () -> released.add("a"), () -> released.add("b")));
    close("next", released::add);
    oneSlice();

    assertThat(oneSlice()).isFalse();

    assertThat(released).containsExactly("next", "a", "b");
  }
}
