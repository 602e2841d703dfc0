package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a pace holds back the release of values that are released step by step. */
@Timeout(60)
class PacedLargeValuesTest extends PacedConsumers {

  @Test
  void aLargeValueIsReleasedInPortions() {
    hand(1, steps(1000));

    runAll(pacer(Pacing.ofItems(100)));

    assertThat(released).hasSize(1000);
    assertThat(last()).isCloseTo(10, within(0.1));
    assertThat(mostInASecond()).isLessThanOrEqualTo(101);
  }

  @ParameterizedTest
  @MethodSource("largeValues")
  void theBytesOfALargeValueAreSpreadOverItsElements(
      Function<List<AutoCloseable>, Object> container) {
    AutoCloseable element = () -> note("element");
    var elements = Collections.nCopies(1_000, element);
    var disposer = Disposer.structural().weighing(value -> 1_000_000);
    backlog.offerRegardless(new ClaimableDisposal<>(container.apply(elements), disposer, null));

    runAll(pacer(Pacing.ofBytes(100_000)));

    assertThat(released).hasSize(1000);
    assertThat(last()).isCloseTo(10, within(0.1));
    assertThat(mostInASecond()).isLessThanOrEqualTo(110);
  }

  static Stream<Arguments> largeValues() {
    return Stream.of(
        largeValue("array", List::toArray),
        largeValue("collection", it -> it),
        largeValue("in each other", PacedLargeValuesTest::inTens));
  }

  private static Arguments largeValue(String name, Function<List<AutoCloseable>, Object> of) {
    return argumentSet(name, of);
  }

  private static Object inTens(List<AutoCloseable> elements) {
    return IntStream.range(0, elements.size() / 10)
        .mapToObj(i -> elements.subList(10 * i, 10 * i + 10).toArray())
        .toArray();
  }

  @Test
  void soAreThoseOfOneWhoseReleaseHasASecondPart() {
    AutoCloseable element = () -> note("element");
    var elements = Collections.nCopies(1_000, element);
    var disposer = Disposer.structural().weighing(value -> 1_000_000).andThen(Disposer.none());
    backlog.offerRegardless(new ClaimableDisposal<>(elements, disposer, null));

    runAll(pacer(Pacing.ofBytes(100_000)));

    assertThat(last()).isCloseTo(10, within(0.1));
    assertThat(mostInASecond()).isLessThanOrEqualTo(110);
  }

  @Test
  void soAreThoseOfTheNextOne() {
    AutoCloseable element = () -> note("element");
    var disposer = Disposer.structural().weighing(value -> 500_000);
    for (int i = 0; i < 2; i++) {
      var elements = Collections.nCopies(500, element);
      backlog.offerRegardless(new ClaimableDisposal<>(elements, disposer, null));
    }

    runAll(pacer(Pacing.ofBytes(100_000)));

    assertThat(last()).isCloseTo(10, within(0.1));
    assertThat(mostInASecond()).isLessThanOrEqualTo(110);
  }

  @Test
  void whatTellsNoProgressIsPaidForAtItsEnd() {
    hand(1, steps(1000).weighing(value -> 1_000_000));
    hand(1, this::note);

    runAll(pacer(Pacing.ofBytes(100_000)));

    assertThat(released.subList(0, 1_000)).containsOnly(0.0);
    assertThat(last()).isCloseTo(10, within(0.1));
  }

  @Test
  void whatTakesLongerThanHalfOfTheTargetIsPaidForAtItsEndToo() {
    var half = Duration.ofSeconds(30);
    Disposer<Object> slow =
        (IncrementalDisposer<Object>)
            value -> {
              var left = new AtomicInteger(2);
              return () -> {
                time.pass(half.toNanos() + 1);
                return left.decrementAndGet() > 0;
              };
            };
    hand(1, slow.weighing(value -> 6_000_000));
    hand(1, this::note);

    runAll(pacer(Pacing.ofBytes(100_000).withDrainTarget(half.multipliedBy(2))));

    assertThat(last()).isCloseTo(30 + 60, within(0.1)); // The second step takes half of that time.
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, -1, 2})
  void aProgressThatIsNoneIsPaidForAtTheEnd(double nonsense) {
    hand(1, telling(() -> nonsense).weighing(value -> 1_000_000));
    hand(1, this::note);

    runAll(pacer(Pacing.ofBytes(100_000)));

    assertThat(last()).isCloseTo(10, within(0.1));
  }

  @Test
  void aProgressThatCannotBeToldStopsNothing() {
    hand(
        1,
        telling(
                () -> {
                  throw new IllegalStateException("on purpose");
                })
            .weighing(value -> 1_000_000));
    hand(1, this::note);

    runAll(pacer(Pacing.ofBytes(100_000)));

    assertThat(last()).isCloseTo(10, within(0.1));
    assertThat(isolation.failures()).isZero();
  }

  /** Two steps, and in between says that so much is done. */
  private IncrementalDisposer<Object> telling(DoubleSupplier progress) {
    return value -> {
      var left = new AtomicInteger(2);
      return new IncrementalDisposer.Release() {
        @Override
        public boolean step() {
          return left.decrementAndGet() > 0;
        }

        @Override
        public double progress() {
          return progress.getAsDouble();
        }
      };
    };
  }
}
