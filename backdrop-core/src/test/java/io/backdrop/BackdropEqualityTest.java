package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** {@code equals}, {@code hashCode} and {@code toString} of a Backdrop are those of its value. */
class BackdropEqualityTest {

  private final Backdrop<List<Integer>> backdrop = of(List.of(1, 2));

  @Test
  void backdropsOfEqualValuesAreEqualWhateverTheirStrategies() {
    var equal = Backdrop.of(List.of(1, 2), Disposer.structural(), BackdropStrategy.trivial());

    assertThat(backdrop).isEqualTo(equal).hasSameHashCodeAs(equal);
    assertThat(backdrop).isNotEqualTo(of(List.of(2, 1)));
  }

  @Test
  void itsHashCodeIsThatOfTheValue() {
    assertThat(backdrop).hasSameHashCodeAs(List.of(1, 2));
  }

  @Test
  void itEqualsNothingThatIsNoBackdrop() {
    assertThat(backdrop.equals(List.of(1, 2))).isFalse();
    assertThat(backdrop.equals(null)).isFalse();
  }

  @Test
  void itIsPrintedAsItsValue() {
    assertThat(backdrop).hasToString("[1, 2]");
  }

  @Test
  void itIsFoundAmongOthersByItsValue() {
    var seen = new HashSet<>(Set.of(of("a"), of("b")));

    assertThat(seen).contains(of("a")).doesNotContain(of("c"));
  }

  @Test
  void aClosedOneEqualsItself() {
    var closed = of("value");
    closed.close();

    assertThat(closed.equals(closed)).isTrue();
    assertThat(closed.equals("value")).isFalse();
  }

  @Test
  void aClosedOneHasNoHashCodeSoThatAClosedKeyDoesNotGoUnseen() {
    var closed = of("value");
    closed.close();

    assertThatIllegalStateException().isThrownBy(closed::hashCode);
    assertThatIllegalStateException().isThrownBy(() -> closed.equals(of("value")));
    assertThatIllegalStateException().isThrownBy(() -> of("value").equals(closed));
  }

  @Test
  void aClosedOneIsPrintedAsClosed() {
    var closed = of("value");
    closed.close();

    assertThat(closed).hasToString("closed java.lang.String");
  }

  private static <T> Backdrop<T> of(T value) {
    return Backdrop.of(value, Disposer.none(), BackdropStrategy.leak());
  }
}
