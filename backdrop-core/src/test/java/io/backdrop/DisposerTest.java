package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The disposers that come with the library, and how two become one. */
@Timeout(60)
class DisposerTest {

  private final List<String> released = new ArrayList<>();
  private final Disposer<String> first = value -> released.add("first " + value);
  private final Disposer<Object> second = value -> released.add("second " + value);

  @Test
  void closingClosesTheValue() {
    var reader = new StringReader("text");

    Backdrop.of(reader, Disposer.closing(), BackdropStrategy.trivial()).close();

    assertThatThrownBy(reader::read).isInstanceOf(IOException.class);
  }

  @Test
  void closingThrowsWhatTheValueThrows() {
    var failure = new IOException("on purpose");
    AutoCloseable value =
        () -> {
          throw failure;
        };

    assertThatThrownBy(() -> Disposer.closing().dispose(value)).isSameAs(failure);
  }

  @Test
  void noneDoesNothing() throws Exception {
    var reader = new StringReader("text");

    Disposer.none().dispose(reader);

    assertThat(reader.read()).isEqualTo('t');
  }

  @Test
  void theBuiltInOnesAndAnyOtherWeighNothing() {
    assertThat(Weighed.by(Disposer.closing(), new StringReader("text"))).isZero();
    assertThat(Weighed.by(Disposer.none(), "value")).isZero();
    assertThat(Weighed.by(Disposer.structural(), "value")).isZero();
    assertThat(Weighed.by(first, "value")).isZero();
  }

  @Test
  void andThenDisposesWithBothInOrder() throws Exception {
    first.andThen(second).dispose("value");

    assertThat(released).containsExactly("first value", "second value");
  }

  @Test
  void theSecondRunsEvenWhenTheFirstThrows() {
    var failure = new IOException("on purpose");

    assertThatThrownBy(() -> failing(failure).andThen(second).dispose("value")).isSameAs(failure);
    assertThat(released).containsExactly("second value");
  }

  @Test
  void whenBothThrowTheFirstIsThrownWithTheSecondSuppressed() {
    var failure = new IOException("first, on purpose");
    var another = new AssertionError("second, on purpose");
    var both = failing(failure).andThen(failing(another));

    assertThatThrownBy(() -> both.dispose("value")).isSameAs(failure);
    assertThat(failure).hasSuppressedException(another);
  }

  @Test
  void whenBothThrowTheSameItIsThrownAsItIs() {
    var failure = new IOException("on purpose");
    var both = failing(failure).andThen(failing(failure));

    assertThatThrownBy(() -> both.dispose("value")).isSameAs(failure).hasNoSuppressedExceptions();
  }

  @Test
  void whenOnlyTheSecondThrowsThatIsThrown() {
    var failure = new AssertionError("on purpose");

    assertThatThrownBy(() -> first.andThen(failing(failure)).dispose("value"))
        .isSameAs(failure)
        .hasNoSuppressedExceptions();
    assertThat(released).containsExactly("first value");
  }

  @Test
  void anInterruptOfTheSecondIsNotForgottenForTheFailureOfTheFirst() {
    var failure = new IOException("on purpose");
    var both = failing(failure).andThen(failing(new InterruptedException("on purpose")));

    assertThatThrownBy(() -> both.dispose("value")).isSameAs(failure);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void andThenWeighsWhatTheFirstWeighs() {
    var both = first.weighing(String::length).andThen(second.weighing(value -> 1_000));

    assertThat(Weighed.by(both, "value")).isEqualTo(5);
  }

  @Test
  void itFreesMemoryAloneWhereBothDo() {
    assertThat(first.memoryOnly().andThen(second.memoryOnly()).isMemoryOnly()).isTrue();
    assertThat(first.memoryOnly().andThen(second).isMemoryOnly()).isFalse();
    assertThat(first.andThen(second.memoryOnly()).isMemoryOnly()).isFalse();
  }

  @Test
  void whatFreesMemoryAloneWeighsAsBefore() {
    assertThat(Weighed.by(first.weighing(String::length).memoryOnly(), "value")).isEqualTo(5);
  }

  @Test
  void weighingSaysHowManyBytesTheReleaseFrees() {
    assertThat(Weighed.by(first.weighing(String::length), "value")).isEqualTo(5);
  }

  @Test
  void weighingDisposesAsBefore() throws Exception {
    first.weighing(String::length).dispose("value");

    assertThat(released).containsExactly("first value");
  }

  @Test
  void aNegativeWeightIsNamed() {
    var disposals = new ArrayList<Disposal>();
    Backdrop.of("value", first.weighing(value -> -7), disposals::add).close();

    assertThatThrownBy(disposals.getFirst()::weight)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("java.lang.String", "-7");
  }

  @Test
  void aWeightOfZeroIsAWeight() {
    assertThatCode(() -> Weighed.by(first.weighing(value -> 0), "value"))
        .doesNotThrowAnyException();
  }

  @Test
  void aNullArgumentIsNamed() {
    assertThatNullPointerException().isThrownBy(() -> first.andThen(null)).withMessage("after");
    assertThatNullPointerException().isThrownBy(() -> first.weighing(null)).withMessage("bytes");
  }

  private static Disposer<String> failing(Throwable failure) {
    return value -> {
      if (failure instanceof Error error) {
        throw error;
      }
      throw (Exception) failure;
    };
  }
}
