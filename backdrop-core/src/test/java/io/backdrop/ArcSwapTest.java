package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backdrop.testkit.Together;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an {@link ArcSwap} is to those who read it and to those who replace its content. */
@Timeout(60)
class ArcSwapTest {

  private final List<Object> released = new ArrayList<>();
  private final ArcSwap<String> swap = new ArcSwap<>(version("first"));

  private Arc<String> version(String name) {
    return Arc.of(name, released::add, BackdropStrategy.trivial());
  }

  private String loaded() {
    try (var handle = swap.load()) {
      return handle.get();
    }
  }

  @Test
  void itTakesTheFirstHandleOver() {
    var first = version("taken over");

    var place = new ArcSwap<>(first);

    assertThat(first.isClosed()).isTrue();
    place.close();
    assertThat(released).containsExactly("taken over");
  }

  @Test
  void loadingGivesTheCurrentVersion() {
    assertThat(loaded()).isEqualTo("first");
    swap.store(version("second"));
    assertThat(loaded()).isEqualTo("second");
  }

  @Test
  void aReplacedVersionIsReleasedAtOnceWhenNobodyUsesIt() {
    swap.store(version("second"));

    assertThat(released).containsExactly("first");
  }

  @Test
  void aLoadedHandleStaysValidHoweverOftenTheContentIsReplaced() {
    var handle = swap.load();
    swap.store(version("second"));
    swap.store(version("third"));

    assertThat(handle.get()).isEqualTo("first");
    assertThat(released).containsExactly("second");
    handle.close();
    assertThat(released).containsExactly("second", "first");
  }

  @Test
  void storingConsumesTheHandle() {
    var second = version("second");

    swap.store(second);

    assertThat(second.isClosed()).isTrue();
    assertThat(loaded()).isEqualTo("second");
  }

  @Test
  void swappingKeepsTheVersionBefore() {
    try (var before = swap.swap(version("second"))) {
      assertThat(before.get()).isEqualTo("first");
      assertThat(before.isUnique()).isTrue();
      assertThat(released).isEmpty();
    }
    assertThat(released).containsExactly("first");
  }

  @Test
  void theExpectedVersionIsReplaced() {
    var second = version("second");
    try (var seen = swap.load()) {
      assertThat(swap.compareAndSet(seen, second)).isTrue();
    }
    assertThat(second.isClosed()).isTrue();
    assertThat(loaded()).isEqualTo("second");
    assertThat(released).containsExactly("first");
  }

  @Test
  void anotherVersionThanTheExpectedIsNotReplacedAndTheNewOneStaysTheCallers() {
    var third = version("third");
    try (var seen = swap.load()) {
      swap.store(version("second"));
      assertThat(swap.compareAndSet(seen, third)).isFalse();
    }
    assertThat(third.get()).isEqualTo("third");
    assertThat(loaded()).isEqualTo("second");
  }

  @Test
  void anEqualVersionIsNotTheExpectedOne() {
    var equal = version("first");

    assertThat(swap.compareAndSet(equal, version("second"))).isFalse();
  }

  @Test
  void aVersionMayBeReplacedByItself() {
    swap.store(swap.load());

    assertThat(loaded()).isEqualTo("first");
    assertThat(released).isEmpty();
    swap.close();
    assertThat(released).containsExactly("first");
  }

  @Test
  void updatingMakesTheNextVersionOfTheCurrentOne() {
    swap.update(first -> version(first + " updated"));

    assertThat(loaded()).isEqualTo("first updated");
    assertThat(released).containsExactly("first");
  }

  @Test
  void anUpdateThatCameTooLateIsReleasedAndMadeAgain() {
    var disturbed = new AtomicBoolean();
    swap.update(seen -> {
      if (disturbed.compareAndSet(false, true)) {
        swap.store(version("disturbing"));
      }
      return version(seen + " updated");
    });

    assertThat(loaded()).isEqualTo("disturbing updated");
    assertThat(released).containsExactly("first updated", "first", "disturbing");
  }

  @Test
  void anUpdateThatFailsChangesNothing() {
    assertThatThrownBy(() ->
            swap.update(seen -> {
              throw new IllegalArgumentException("on purpose");
            }))
        .hasMessage("on purpose");
    assertThatNullPointerException()
        .isThrownBy(() -> swap.update(seen -> null))
        .withMessage("the updated version");

    assertThat(loaded()).isEqualTo("first");
    assertThat(released).isEmpty();
  }

  @Test
  void noUpdateIsLostAmongManyThreads() throws Exception {
    var numbers = new ArcSwap<>(Arc.of(0, Disposer.none(), BackdropStrategy.trivial()));

    Together.run(
        4,
        thread -> {
          for (int i = 0; i < 1000; i++) {
            numbers.update(n -> Arc.of(n + 1, Disposer.none(), BackdropStrategy.trivial()));
          }
        });

    try (var last = numbers.load()) {
      assertThat(last.get()).isEqualTo(4000);
    }
  }

  @Test
  void itIsOpenUntilItIsClosed() {
    assertThat(swap.isClosed()).isFalse();
    swap.close();
    assertThat(swap.isClosed()).isTrue();
  }

  @Test
  void closingReleasesTheContentOnceAndLeavesLoadedHandlesValid() {
    var handle = swap.load();

    swap.close();
    swap.close();

    assertThat(swap.isClosed()).isTrue();
    assertThat(handle.get()).isEqualTo("first");
    assertThat(released).isEmpty();
    handle.close();
    assertThat(released).containsExactly("first");
  }

  @Test
  void useOfAClosedPlaceIsAnErrorThatNamesTheTypeAndTakesNothing() {
    swap.close();
    var second = version("second");

    assertThatIllegalStateException().isThrownBy(swap::load).withMessageContaining("String");
    assertThatIllegalStateException()
        .isThrownBy(() -> swap.store(second))
        .withMessageContaining("String");
    assertThatIllegalStateException().isThrownBy(() -> swap.swap(second));
    assertThatIllegalStateException().isThrownBy(() -> swap.compareAndSet(second, second));
    assertThatIllegalStateException().isThrownBy(() -> swap.update(this::version));
    assertThat(second.get()).isEqualTo("second");
    assertThat(swap).hasToString("closed ArcSwap of java.lang.String");
  }

  @Test
  void aStrategyWithoutStackLeavesItOpen() {
    var place = new ArcSwap<>(Arc.of("value", released::add, new WithoutStackAtFirst()));

    assertThatThrownBy(place::close).isInstanceOf(StackOverflowError.class);
    try (var loaded = place.load()) {
      assertThat(loaded.count()).isEqualTo(2);
    }
    place.close();

    assertThat(released).containsExactly("value");
  }

  @Test
  void itIsClosedWhereAStrategyWithoutStackHasReleasedItsVersion() {
    BackdropStrategy running =
        disposal -> {
          disposal.run();
          throw new StackOverflowError("on purpose");
        };
    var place = new ArcSwap<>(Arc.of("value", released::add, running));

    assertThatThrownBy(place::close).isInstanceOf(StackOverflowError.class);

    assertThat(place.isClosed()).isTrue();
    assertThat(released).containsExactly("value");
  }

  @Test
  void aClosedHandleIsNotStored() {
    var closed = version("closed");
    closed.close();

    assertThatIllegalStateException().isThrownBy(() -> swap.store(closed));
    assertThatIllegalStateException()
        .isThrownBy(() -> swap.compareAndSet(closed, version("second")));
    assertThat(loaded()).isEqualTo("first");
  }

  @Test
  void nullsAreRefusedByName() {
    assertThatNullPointerException().isThrownBy(() -> new ArcSwap<>(null)).withMessage("content");
    assertThatNullPointerException().isThrownBy(() -> swap.store(null)).withMessage("updated");
    assertThatNullPointerException().isThrownBy(() -> swap.swap(null)).withMessage("updated");
    assertThatNullPointerException().isThrownBy(() -> swap.update(null)).withMessage("update");
    try (var seen = swap.load()) {
      assertThatNullPointerException()
          .isThrownBy(() -> swap.compareAndSet(null, seen))
          .withMessage("expected");
      assertThatNullPointerException()
          .isThrownBy(() -> swap.compareAndSet(seen, null))
          .withMessage("updated");
    }
  }
}
