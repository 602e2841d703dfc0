package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A handle that becomes a sole owner: of the value, or of a copy of it. */
@Timeout(60)
class ArcMadeUniqueTest {

  private static final BackdropStrategy IN_PLACE = BackdropStrategy.trivial();

  private final List<Object> released = new ArrayList<>();
  private final Arc<String> arc = Arc.of("value", released::add, IN_PLACE);

  @Test
  void theOnlyHandleIsMadeUniqueWithoutACopy() {
    try (var unique = arc.makeUnique(value -> value + " copied")) {
      assertThat(unique.get()).isEqualTo("value");
      assertThat(arc.isClosed()).isTrue();
      assertThat(released).isEmpty();
    }
    assertThat(released).containsExactly("value");
  }

  @Test
  void oneOfSeveralHandlesIsMadeUniqueByACopyOfTheSameDisposerAndStrategy() {
    var second = arc.share();

    try (var unique = second.makeUnique(value -> value + " copied")) {
      assertThat(unique.get()).isEqualTo("value copied");
      assertThat(second.isClosed()).isTrue();
      assertThat(arc.isUnique()).isTrue();
    }

    assertThat(released).containsExactly("value copied");
    assertThat(arc.get()).isEqualTo("value");
  }

  @Test
  void aCopierThatFailsLeavesTheHandleOpen() {
    var second = arc.share();

    assertThatThrownBy(() ->
            second.makeUnique(value -> {
              throw new IllegalArgumentException("on purpose");
            }))
        .hasMessage("on purpose");
    assertThatNullPointerException()
        .isThrownBy(() -> second.makeUnique(value -> null))
        .withMessage("the copy");
    assertThatNullPointerException()
        .isThrownBy(() -> second.makeUnique(null))
        .withMessage("copier");

    assertThat(second.get()).isEqualTo("value");
    assertThat(arc.count()).isEqualTo(2);
  }

  @Test
  void aCopyIsNotLostWhenTheReleaseOfTheOriginalFails() {
    Disposer<String> failing =
        value -> {
          released.add(value);
          throw new IllegalStateException("on purpose: " + value);
        };
    var first = Arc.of("value", failing, IN_PLACE);
    var second = first.share();

    assertThatThrownBy(() ->
            second.makeUnique(value -> {
              first.close(); // So that the second is the last one, by the time it is closed.
              return value + " copied";
            }))
        .hasMessage("on purpose: value")
        .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));

    assertThat(released).containsExactly("value", "value copied");
  }

  @Test
  void theOnlyHandleBecomesASoleOwner() {
    var unique = arc.tryUnique().orElseThrow();

    assertThat(arc.isClosed()).isTrue();
    unique.close();
    assertThat(released).containsExactly("value");
  }

  @Test
  void oneOfSeveralHandlesBecomesNoSoleOwner() {
    var second = arc.share();

    assertThat(second.tryUnique()).isEmpty();

    assertThat(second.isClosed()).isFalse();
    assertThat(arc.count()).isEqualTo(2);
  }

  @Test
  void aCopyIsNotLostWhenTheOriginalIsClosedMeanwhile() {
    var second = arc.share();

    try (var copy =
        second.makeUnique(value -> {
          arc.close();
          second.close();
          return value + " copied";
        })) {
      assertThat(copy.get()).isEqualTo("value copied");
    }

    assertThat(released).containsExactly("value", "value copied");
  }
}
