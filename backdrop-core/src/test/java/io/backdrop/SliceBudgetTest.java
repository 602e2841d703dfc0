package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.testkit.Ledger;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A slice ends when its time is up, also inside of a value of a million elements. */
@Timeout(60)
class SliceBudgetTest extends SlicedQueue {

  private static final int MILLION = 1_000_000;

  private int closed;

  @Test
  void elementsThatTakeLongAreReleasedToTheNanosecond() {
    close(elementsTaking(Duration.ofMillis(1)));

    for (int slice = 1; slice <= 100; slice++) {
      assertThat(queue.disposeFor(Duration.ofMillis(10))).isTrue();
      assertThat(closed).isEqualTo(slice * 10);
    }
  }

  @Test
  void theLeastOfBudgetsIsEnoughForAStep() {
    close(elementsTaking(Duration.ofMillis(1)));

    while (closed < 10) {
      assertThat(queue.disposeFor(Duration.ofNanos(1))).isTrue();
    }
    int before = closed;
    assertThat(queue.disposeFor(Duration.ZERO)).isTrue();
    assertThat(closed).isEqualTo(before);
  }

  @Test
  void theElementInWhichTheTimeEndsIsTheLast() {
    close(elementsTaking(Duration.ofMillis(3)));

    queue.disposeFor(Duration.ofMillis(10));

    assertThat(closed).isEqualTo(4);
  }

  /**
   * Steps between two looks: 1 that begins, 2 of which one enters the array, then 4, 8 and 16,
   * which is 5 looks and 29 elements; and 30 times 16. Besides, it is looked at once to set out,
   * and once each before the value and after it.
   */
  @Test
  void elementsThatTakeNanosecondsAreReleasedManyBetweenTwoLooksAtTheClock() {
    close(elementsTaking(Duration.ofNanos(20)));
    looks = 0;

    queue.disposeFor(Duration.ofNanos(10_000));

    assertThat(closed).isEqualTo(29 + 30 * 16);
    assertThat(looks).isEqualTo(3 + 5 + 30);
  }

  @Test
  void elementsThatBeginToTakeLongAreSoonReleasedOneByOne() {
    var elements = elementsTaking(Duration.ofNanos(20));
    Arrays.fill(elements, 1_000, MILLION, taking(Duration.ofMillis(1)));
    close(elements);

    queue.disposeFor(Duration.ofMillis(200));

    assertThat(closed - 1_000).isEqualTo(200);
  }

  /** The look before them found that the 16 of before took little time. */
  @Test
  void noMoreThan16ElementsThatTakeLongAreReleasedBetweenTwoLooks() {
    var elements = elementsTaking(Duration.ofNanos(20));
    Arrays.fill(elements, 29 + 16, MILLION, taking(Duration.ofMillis(1)));
    close(elements);

    queue.disposeFor(Duration.ofMillis(1));

    assertThat(closed).isEqualTo(29 + 16 + 16);
  }

  @Test
  void aBudgetOfZeroBeginsNothing() {
    close(elementsTaking(Duration.ofMillis(1)));

    assertThat(queue.disposeFor(Duration.ZERO)).isTrue();

    assertThat(closed).isZero();
  }

  @Test
  void aMillionElementsAreEachReleasedOnce() {
    var ledger = new Ledger(MILLION);
    var elements = new AutoCloseable[MILLION];
    Arrays.setAll(
        elements,
        value ->
            () -> {
              ledger.dispose(value);
              now += 20;
            });
    close(elements);

    while (queue.disposeFor(Duration.ofNanos(10_000))) {}

    ledger.assertEachReleasedOnce();
    assertThat(queue.size()).isZero();
  }

  private AutoCloseable[] elementsTaking(Duration each) {
    var elements = new AutoCloseable[MILLION];
    Arrays.fill(elements, taking(each));
    return elements;
  }

  private AutoCloseable taking(Duration time) {
    long nanos = time.toNanos();
    return () -> {
      now += nanos;
      closed++;
    };
  }
}
