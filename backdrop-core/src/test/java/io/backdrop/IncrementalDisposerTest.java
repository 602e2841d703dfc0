package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Disposers that release in steps: alone, combined, and run by what knows nothing of steps. */
@Timeout(60)
class IncrementalDisposerTest {

  private final List<Object> released = new ArrayList<>();
  private final IncrementalDisposer<List<String>> eachElement = this::each;
  private final Disposer<Object> whole = released::add;
  private final List<String> abc = List.of("a", "b", "c");

  private IncrementalDisposer.Release each(List<String> elements) {
    Iterator<String> left = elements.iterator();
    return () -> {
      released.add(left.next());
      return left.hasNext();
    };
  }

  @Test
  void disposingTakesAllSteps() throws Exception {
    eachElement.dispose(abc);

    assertThat(released).containsExactly("a", "b", "c");
  }

  @Test
  void aStrategyThatKnowsNoStepsReleasesAll() {
    Backdrop.of(abc, eachElement, BackdropStrategy.trivial()).close();

    assertThat(released).containsExactly("a", "b", "c");
  }

  @Test
  void aStepThatThrowsEndsTheRelease() {
    var failure = new IOException("on purpose");
    IncrementalDisposer<Object> failing =
        value ->
            () -> {
              released.add(value);
              throw failure;
            };

    assertThatThrownBy(() -> failing.dispose("value")).isSameAs(failure);
    assertThat(released).containsExactly("value");
  }

  @Test
  void aStepOfTheStructuralDisposerReleasesOneElementAtMost() throws Exception {
    var elements = leaves(10);
    var release = Disposer.<List<AutoCloseable>>structural().begin(elements);

    int before = 0;
    while (release.step()) {
      assertThat(released.size() - before).isBetween(0, 1);
      before = released.size();
    }

    assertThat(released).hasSize(10);
  }

  @Test
  void theStructuralDisposerReleasesNothingBeforeTheFirstStep() throws Exception {
    Disposer.<List<AutoCloseable>>structural().begin(leaves(1));

    assertThat(released).isEmpty();
  }

  @Test
  void weighingKeepsTheSteps() throws Exception {
    Disposer<List<String>> plain = eachElement;

    var weighing = plain.weighing(List::size);

    assertThat(Weighed.by(weighing, abc)).isEqualTo(3);
    assertThat(steps(weighing, abc)).isEqualTo(3);
    assertThat(released).containsExactly("a", "b", "c");
  }

  @Test
  void soDoesSayingThatItFreesMemoryAlone() throws Exception {
    var memory = eachElement.weighing(List::size).memoryOnly();

    assertThat(memory.isMemoryOnly()).isTrue();
    assertThat(memory.weighing(List::size).isMemoryOnly()).isTrue();
    assertThat(Weighed.by(memory, abc)).isEqualTo(3);
    assertThat(steps(memory, abc)).isEqualTo(3);
  }

  @Test
  void aNegativeWeightIsNamed() {
    var weighing = eachElement.weighing(value -> -7);

    assertThatThrownBy(() -> Weighed.by(weighing, abc))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-7");
  }

  @Test
  void andThenTakesTheStepsOfBoth() throws Exception {
    steps(eachElement.andThen(eachElement).andThen(whole), abc);

    assertThat(released).containsExactly("a", "b", "c", "a", "b", "c", abc);
  }

  @Test
  void andThenKeepsTheStepsOfTheSecondAlone() throws Exception {
    Disposer<List<String>> wholeFirst = whole::dispose;

    steps(wholeFirst.andThen(eachElement), abc);

    assertThat(released).containsExactly(abc, "a", "b", "c");
  }

  @Test
  void theSecondIsReleasedWhenAStepOfTheFirstThrows() {
    var failure = new IOException("first, on purpose");
    var another = new AssertionError("second, on purpose");
    IncrementalDisposer<List<String>> failing =
        value ->
            () -> {
              throw failure;
            };
    Disposer<Object> failingToo =
        value -> {
          released.add(value);
          throw another;
        };

    assertThatThrownBy(() -> steps(failing.andThen(failingToo), abc)).isSameAs(failure);
    assertThat(failure).hasSuppressedException(another);
    assertThat(released).containsExactly(abc);
  }

  @Test
  void aNullArgumentIsNamed() {
    assertThatNullPointerException()
        .isThrownBy(() -> eachElement.andThen(null))
        .withMessage("after");
    assertThatNullPointerException()
        .isThrownBy(() -> eachElement.weighing(null))
        .withMessage("bytes");
  }

  private List<AutoCloseable> leaves(int count) {
    return IntStream.range(0, count).<AutoCloseable>mapToObj(i -> () -> released.add(i)).toList();
  }

  /** Disposes step by step, at most one element each, and returns how many there were. */
  private <T> int steps(Disposer<T> disposer, T value) throws Exception {
    var release = ((IncrementalDisposer<T>) disposer).begin(value);
    int steps = 1;
    for (int before = 0; release.step(); steps++) {
      assertThat(released.size() - before).isBetween(0, 1);
      before = released.size();
    }
    return steps;
  }
}
