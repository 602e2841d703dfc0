package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a {@link Backdrop} is to the one who holds it. */
@Timeout(60)
class BackdropTest {

  private final List<Object> released = new ArrayList<>();
  private final BackdropStrategy strategy = BackdropStrategy.trivial();

  @Test
  void itGivesItsValueAndItsStrategyWhileItIsOpen() {
    var value = new Object();
    var backdrop = Backdrop.of(value, released::add, strategy);

    assertThat(backdrop.get()).isSameAs(value);
    assertThat(backdrop.get()).isSameAs(value);
    assertThat(backdrop.strategy()).isSameAs(strategy);
    assertThat(backdrop.isClosed()).isFalse();
    assertThat(released).isEmpty();
  }

  @Test
  void closingReleasesTheValue() {
    var backdrop = Backdrop.of("value", released::add, strategy);

    backdrop.close();

    assertThat(released).containsExactly("value");
    assertThat(backdrop.isClosed()).isTrue();
  }

  @Test
  void aCloseableIsReleasedByClosingIt() {
    Backdrop.of(() -> released.add("closed"), strategy).close();

    assertThat(released).containsExactly("closed");
  }

  @Test
  void closingAgainDoesNothing() {
    var backdrop = Backdrop.of("value", released::add, strategy);

    backdrop.close();
    backdrop.close();

    assertThat(released).hasSize(1);
  }

  @Test
  void closingAgainDoesNothingAlsoWhenTheFirstThrew() {
    var backdrop = Backdrop.of("value", BackdropTest::fail, strategy);

    assertThatThrownBy(backdrop::close).hasMessage("on purpose");
    backdrop.close();

    assertThat(backdrop.isClosed()).isTrue();
  }

  @Test
  void unwrappingReturnsTheValueAndReleasesNothing() {
    var value = new Object();
    var backdrop = Backdrop.of(value, released::add, strategy);

    assertThat(backdrop.unwrap()).isSameAs(value);
    backdrop.close();

    assertThat(backdrop.isClosed()).isTrue();
    assertThat(released).isEmpty();
  }

  @Test
  void movingEndsOneBackdropAndBeginsAnother() {
    var collected = new ArrayList<Disposal>();
    var backdrop = Backdrop.of("value", released::add, strategy);

    var moved = backdrop.withStrategy(collected::add);

    assertThat(backdrop.isClosed()).isTrue();
    assertThat(moved.isClosed()).isFalse();
    assertThat(moved.get()).isEqualTo("value");
    moved.close();
    assertThat(released).isEmpty();
    collected.forEach(Disposal::run);
    assertThat(released).containsExactly("value");
  }

  @ParameterizedTest
  @MethodSource("waysToEnd")
  void usingItAfterItsEndIsAnErrorThatNamesTheType(Consumer<Backdrop<?>> end) {
    var backdrop = Backdrop.of(new StringReader("text"), strategy);

    end.accept(backdrop);

    for (var use : uses(backdrop)) {
      assertThatIllegalStateException()
          .isThrownBy(use::call)
          .withMessageContaining("java.io.StringReader");
    }
  }

  static List<Consumer<Backdrop<?>>> waysToEnd() {
    return List.of(
        Backdrop::close, Backdrop::unwrap, it -> it.withStrategy(BackdropStrategy.leak()));
  }

  private static List<Callable<?>> uses(Backdrop<?> backdrop) {
    var open = Backdrop.of("open", Disposer.none(), BackdropStrategy.leak());
    return List.of(
        backdrop::get,
        backdrop::unwrap,
        backdrop::strategy,
        backdrop::hashCode,
        () -> backdrop.withStrategy(BackdropStrategy.leak()),
        () -> backdrop.equals(open),
        () -> open.equals(backdrop));
  }

  @Test
  void nullIsRefusedByNameAndWhatWasPassedBesideItIsStillTheCallers() {
    Disposer<Object> disposer = released::add;

    assertThatNullPointerException()
        .isThrownBy(() -> Backdrop.of(null, disposer, strategy))
        .withMessage("value");
    assertThatNullPointerException()
        .isThrownBy(() -> Backdrop.of("value", null, strategy))
        .withMessage("disposer");
    assertThatNullPointerException()
        .isThrownBy(() -> Backdrop.of("value", disposer, null))
        .withMessage("strategy");
    assertThatNullPointerException()
        .isThrownBy(() -> Backdrop.of((AutoCloseable) null, strategy))
        .withMessage("value");
    assertThatNullPointerException()
        .isThrownBy(() -> Backdrop.of(() -> released.add("closed"), null))
        .withMessage("strategy");
    assertThatNullPointerException()
        .isThrownBy(() -> Backdrop.comparing(null))
        .withMessage("order");
    assertThat(released).isEmpty();
  }

  @Test
  void movingToNoStrategyLeavesItOpen() {
    var backdrop = Backdrop.of("value", released::add, strategy);

    assertThatNullPointerException()
        .isThrownBy(() -> backdrop.withStrategy(null))
        .withMessage("strategy");

    assertThat(backdrop.get()).isEqualTo("value");
    backdrop.close();
    assertThat(released).containsExactly("value");
  }

  @Test
  void aClosedBackdropDoesNotKeepItsValueAlive() {
    var closed = Backdrop.of(new Object(), Disposer.none(), strategy);
    var value = new WeakReference<>(closed.get());
    closed.close();

    GarbageCollection.untilTrue(() -> value.refersTo(null));

    assertThat(closed.isClosed()).isTrue(); // And until here the Backdrop itself is reachable.
  }

  @Test
  void anUnwrappedBackdropDoesNotKeepItsValueAlive() {
    var unwrapped = Backdrop.of(new Object(), Disposer.none(), strategy);
    var value = new WeakReference<>(unwrapped.get());
    unwrapped.unwrap();

    GarbageCollection.untilTrue(() -> value.refersTo(null));

    assertThat(unwrapped.isClosed()).isTrue();
  }

  @Test
  void backdropsAreOrderedAsTheirValuesAre() {
    var closed = Backdrop.of("a", Disposer.none(), strategy);
    var names = new ArrayList<Backdrop<String>>();
    for (var name : List.of("c", "a", "b")) {
      names.add(Backdrop.of(name, Disposer.none(), strategy));
    }
    var order = Backdrop.<String>comparing(Comparator.reverseOrder());

    names.sort(order);
    closed.close();

    assertThat(names).extracting(Backdrop::get).containsExactly("c", "b", "a");
    assertThatIllegalStateException().isThrownBy(() -> order.compare(closed, names.get(0)));
  }

  private static void fail(Object value) {
    throw new IllegalArgumentException("on purpose");
  }
}
