package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The list of a trash queue: nothing is lost, twice or out of order, wherever it grows. */
@Timeout(60)
class PendingDisposalsTest {

  /** How many it has places for at first. */
  private static final int INITIAL = 256;

  private final PendingDisposals pending = new PendingDisposals();
  private int added;

  /** Adds so many, of which each has as its value how many were added before. */
  private void add(int count) {
    for (int i = 0; i < count; i++) {
      pending.add(disposalOf(added++));
    }
  }

  private static ClaimableDisposal<?> disposalOf(Object value) {
    return new ClaimableDisposal<>(value, Disposer.none(), null);
  }

  private void assertTakes(int from, int to) {
    for (int number = from; number < to; number++) {
      assertThat(pending.size()).isEqualTo(added - number);
      assertThat(pending.poll().value()).isEqualTo(number);
    }
  }

  private void assertEmpty() {
    assertThat(pending.size()).isZero();
    assertThat(pending.poll()).isNull();
  }

  @Test
  void theFirstInIsTheFirstOut() {
    add(3);

    assertTakes(0, 3);

    assertEmpty();
  }

  @Test
  void itGrowsWithoutChangingTheOrder() {
    add(5 * INITIAL);

    assertTakes(0, 5 * INITIAL);

    assertEmpty();
  }

  @Test
  void itGrowsWithoutChangingTheOrderWhereTheFirstIsInTheMiddle() {
    add(INITIAL);
    assertTakes(0, 100);

    add(3 * INITIAL);

    assertTakes(100, 4 * INITIAL);
    assertEmpty();
  }

  @Test
  void itGoesRoundAndRoundWithoutGrowing() {
    for (int i = 0; i < 10 * INITIAL; i += 10) {
      add(10);
      assertTakes(i, i + 10);
    }

    assertEmpty();
  }

  @Test
  void whatIsPutBackIsTheNext() {
    add(2);
    var first = pending.poll();

    pending.putBack(first);

    assertTakes(0, 2);
    assertEmpty();
  }

  @Test
  void whatIsPutBackIsTheNextAlsoWhereTheListIsFull() {
    add(INITIAL);
    var first = pending.poll();
    add(1);

    pending.putBack(first);

    assertTakes(0, INITIAL + 1);
    assertEmpty();
  }

  @Test
  void whatIsPutBackBeforeTheFirstPlaceIsTheNext() {
    var first = disposalOf(0);
    added = 1;
    add(1);

    pending.putBack(first);

    assertTakes(0, 2);
    assertEmpty();
  }

  @Test
  void anyMoreThanTheMostThatAreKeptAreReleasedInTheirOrderAsWell() {
    int many = (1 << 20) + 1;
    for (int round = 0; round < 2; round++) {
      added = 0;
      add(many);
      assertThat(pending.poll().value()).isEqualTo(0);
      for (int number = 1; number < many; number++) {
        if (!pending.poll().value().equals(number)) {
          throw new AssertionError("Out of order at " + number);
        }
      }
      assertEmpty();
    }
  }

  @Test
  void whatWasTakenIsNotKept() {
    add(1);
    var taken = new WeakReference<>(pending.poll());

    GarbageCollection.untilTrue(() -> taken.get() == null);

    assertEmpty();
  }

  @Test
  void norIsWhatWasTakenAfterItHasGrown() {
    add(INITIAL + 1);
    var taken = new WeakReference<>(pending.poll());

    GarbageCollection.untilTrue(() -> taken.get() == null);

    assertThat(pending.size()).isEqualTo(INITIAL);
  }

  @Test
  void norIsWhatHadComeRoundBeforeItGrew() {
    add(INITIAL);
    assertTakes(0, 1);
    add(1); // In the first place.
    add(1); // Grows.
    assertTakes(1, INITIAL);
    var taken = new WeakReference<>(pending.poll());

    GarbageCollection.untilTrue(() -> taken.get() == null);

    assertThat(pending.size()).isEqualTo(1);
  }

  @Test
  void whoLooksSeesThatSomethingWasTaken() {
    add(1);
    int before = pending.taken();

    assertTakes(0, 1);

    assertThat(pending.taken()).isEqualTo(before + 1);
  }
}
