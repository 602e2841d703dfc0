package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.backdrop.testkit.Together;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a {@link UniqueArc} is to its owner. */
@Timeout(60)
class UniqueArcTest {

  private final List<Object> released = new ArrayList<>();
  private final BackdropStrategy strategy = BackdropStrategy.trivial();
  private final UniqueArc<String> unique = UniqueArc.of("value", released::add, strategy);

  @Test
  void sharingItGivesTheFirstHandleAndEndsIt() {
    var arc = unique.share();

    assertThat(unique.isClosed()).isTrue();
    assertThat(arc.get()).isEqualTo("value");
    assertThat(arc.isUnique()).isTrue();
    assertThat(released).isEmpty();
  }

  @Test
  void whatItBecameIsReleasedByTheLastHandle() {
    var arc = unique.share();
    unique.close();
    assertThat(released).isEmpty();

    arc.close();

    assertThat(released).containsExactly("value");
  }

  @Test
  void itIsOpenUntilItIsClosed() {
    assertThat(unique.isClosed()).isFalse();
    unique.close();
    assertThat(unique.isClosed()).isTrue();
  }

  @Test
  void closingItReleasesTheValueOnce() {
    unique.close();
    unique.close();

    assertThat(released).containsExactly("value");
  }

  @Test
  void aCloseableIsReleasedByClosingIt() {
    UniqueArc.of(() -> released.add("closed"), strategy).close();

    assertThat(released).containsExactly("closed");
  }

  @Test
  void unwrappingItGivesTheValueBackAndReleasesNothing() {
    assertThat(unique.unwrap()).isEqualTo("value");

    unique.close();
    assertThat(released).isEmpty();
  }

  @Test
  void ofManyThreadsThatShareItOneGetsTheHandle() throws Exception {
    var handles = new AtomicInteger();

    Together.run(
        4,
        thread -> {
          try {
            unique.share();
            handles.incrementAndGet();
          } catch (IllegalStateException consumed) {
            assertThat(unique.isClosed()).isTrue();
          }
        });

    assertThat(handles).hasValue(1);
  }

  static List<Callable<?>> uses() {
    var consumed = UniqueArc.of("value", Disposer.none(), BackdropStrategy.leak());
    var arc = consumed.share();
    return List.of(
        consumed::get,
        consumed::share,
        consumed::unwrap,
        consumed::hashCode,
        () -> consumed.equals(UniqueArc.of("value", Disposer.none(), BackdropStrategy.leak())),
        () -> {
          arc.close();
          return consumed.get();
        });
  }

  @ParameterizedTest
  @MethodSource("uses")
  void useOfAConsumedOwnerIsAnErrorThatNamesTheType(Callable<?> use) {
    assertThatIllegalStateException().isThrownBy(use::call).withMessageContaining("String");
  }

  @Test
  void equalityAndHashCodeAreTheValues() {
    var other = UniqueArc.of(new String("value"), Disposer.none(), strategy);

    assertThat(unique).isEqualTo(other).hasSameHashCodeAs("value").hasToString("value");
  }

  @Test
  void ownersOfValuesThatDifferAreNotEqual() {
    assertThat(unique).isNotEqualTo(UniqueArc.of("other", Disposer.none(), strategy));
  }

  @Test
  void nullsAreRefusedByName() {
    assertThatNullPointerException()
        .isThrownBy(() -> UniqueArc.of(null, Disposer.none(), strategy))
        .withMessage("value");
    assertThatNullPointerException()
        .isThrownBy(() -> UniqueArc.of("value", null, strategy))
        .withMessage("disposer");
    assertThatNullPointerException()
        .isThrownBy(() -> UniqueArc.of("value", Disposer.none(), null))
        .withMessage("strategy");
  }
}
