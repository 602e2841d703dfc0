package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The queue of a trash thread, page by page, while one thread alone uses it. */
@Timeout(60)
class DisposalQueueTest {

  private static final int SIZE = Page.SIZE;

  private final DisposalQueue queue = new Backlog(Long.MAX_VALUE, Long.MAX_VALUE);
  private int offered;

  /** Offers so many, of which each has its position as its value. */
  private void offer(int count) {
    for (int i = 0; i < count; i++) {
      assertThat(offerWeighing(0)).isTrue();
    }
  }

  private boolean offerWeighing(long weight) {
    var disposal = new ClaimableDisposal<>(offered++, Disposer.none(), null);
    return queue.offer(disposal, weight, false);
  }

  private void assertTakes(int from, int to) {
    for (int position = from; position < to; position++) {
      var next = queue.poll();
      assertThat(next).as("at position %d", position).isNotNull();
      assertThat(next.value()).isEqualTo(position);
    }
  }

  /** One producer gets its position, and does not come to its place. */
  private Runnable beginToOffer() {
    var page = queue.page;
    int place = (int) queue.next() % SIZE;
    offer(1);
    var disposal = page.disposals[place];
    page.disposals[place] = null;
    return () -> page.disposals[place] = disposal;
  }

  @Test
  void overManyPagesTheFirstInIsTheFirstOut() {
    offer(3 * SIZE + 7);

    assertTakes(0, 3 * SIZE + 7);

    assertThat(queue.poll()).isNull();
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void aPageThatIsTakenAsSoonAsItIsFullLosesNothing() {
    for (int page = 0; page < 5; page++) {
      offer(SIZE);
      assertTakes(page * SIZE, (page + 1) * SIZE);
      assertThat(queue.inReach(1)).isZero();
    }

    offer(1);

    assertTakes(5 * SIZE, 5 * SIZE + 1);
  }

  @Test
  void thereIsAPageAheadOfWhoeverFillsOne() {
    offer(SIZE - 1);

    for (int page = 0; page < 5; page++) {
      assertThat(queue.page.next).as("page %d", page).isNotNull();
      offer(SIZE);
      assertTakes(page * SIZE, (page + 1) * SIZE);
      assertThat(queue.inReach(SIZE)).isEqualTo(SIZE - 1);
    }
  }

  @Test
  void asManyPagesAreKeptAheadAsTheLongestBacklogHasNeeded() {
    offer(10 * SIZE);
    assertTakes(0, 10 * SIZE);
    assertThat(queue.inReach(1)).isZero();

    assertThat(pagesFrom(queue.headPage())).isEqualTo(10);
  }

  @Test
  void butNoMoreThanTheMostThatAreKept() {
    int many = (int) DisposalQueue.KEPT + 10 * SIZE;
    offer(many);
    assertTakes(0, many);
    assertThat(queue.inReach(1)).isZero();

    assertThat(pagesFrom(queue.headPage())).isEqualTo((int) DisposalQueue.KEPT / SIZE);
  }

  private static int pagesFrom(Page first) {
    int pages = 0;
    for (var page = first; page != null; page = page.next) {
      pages++;
    }
    return pages;
  }

  @Test
  void aPageThatHasBeenTakenLeadsToNoOther() {
    offer(SIZE + 1);
    var taken = queue.headPage();

    assertTakes(0, SIZE + 1);

    assertThat(taken.next).isSameAs(taken);
    assertThat(queue.headPage()).isNotSameAs(taken);
  }

  @Test
  void withinReachIsWhatIsInOnePageAndNoMoreThanAskedFor() {
    offer(SIZE + 3);
    assertThat(queue.inReach(5)).isEqualTo(5);
    assertThat(queue.inReach(1_000)).isEqualTo(SIZE);

    assertTakes(0, SIZE - 2);

    assertThat(queue.inReach(5)).isEqualTo(2);
    queue.take(2);
    assertThat(queue.inReach(5)).isEqualTo(3);
    assertThat(queue.headIndex()).isZero();
    assertThat(queue.taken()).isEqualTo(SIZE);
  }

  @Test
  void aPlaceThatIsNotFilledYetCutsOffWhatComesLater() {
    offer(2);
    var filling = beginToOffer();
    offer(2);

    assertThat(queue.inReach(10)).isEqualTo(2);
    assertTakes(0, 2);
    assertThat(queue.poll()).isNull();
    assertThat(queue.isEmpty()).isFalse();
    filling.run();

    assertTakes(2, 5);
  }

  @Test
  void aPageKnowsWhatEachOfItsDisposalsWeighs() {
    offer(SIZE - 1);
    assertThat(queue.headPage().weightsSoFar()).isNull();

    for (int weight = 1; weight <= 3; weight++) {
      offerWeighing(weight);
    }
    offer(1);

    assertThat(queue.headPage().weightsSoFar()).endsWith(0L, 1L);
    assertThat(weights()).startsWith(0L, 0L).endsWith(0L, 1L, 2L, 3L, 0L).hasSize(SIZE + 3);
  }

  private List<Long> weights() {
    var weights = new ArrayList<Long>();
    queue.forEach((disposal, weight) -> weights.add(weight));
    return weights;
  }

  @Test
  void whoLooksAtItSeesAllThatIsNotTakenInItsOrder() {
    offer(2 * SIZE + 2);
    assertTakes(0, 3);

    var seen = new ArrayList<Object>();
    queue.forEach((disposal, weight) -> seen.add(disposal.value()));

    assertThat(seen).hasSize(2 * SIZE - 1).startsWith(3, 4).endsWith(2 * SIZE, 2 * SIZE + 1);
    assertTakes(3, 2 * SIZE + 2);
  }

  @Test
  void whoLooksAtItAfterAWholePageHasBeenTakenSeesTheNext() {
    offer(SIZE + 1);
    assertTakes(0, SIZE);

    var seen = new ArrayList<Object>();
    queue.forEach((disposal, weight) -> seen.add(disposal.value()));

    assertThat(seen).containsExactly(SIZE);
  }

  @Test
  void whatIsPolledIsForgotten() {
    offer(1);
    var page = queue.headPage();

    assertTakes(0, 1);

    assertThat(page.disposals).containsOnlyNulls();
  }

  @Test
  void whatHasBeenTakenIsForgottenAndNothingElse() {
    offer(5);
    queue.take(3);

    queue.forgetTaken();

    assertThat(queue.headPage().disposals).startsWith(null, null, null);
    assertTakes(3, 5);
  }

  @Test
  void ofAFullPageThatIsNotTakenYetTheRestIsKept() {
    offer(SIZE);
    queue.take(3);

    queue.forgetTaken();

    assertThat(queue.headPage().disposals).startsWith(null, null, null);
    assertTakes(3, SIZE);
  }

  @Test
  void soIsWhatIsInAFullPageThatTheProducersAreStillAt() {
    offer(SIZE);
    var full = queue.page;
    queue.take(SIZE);
    assertThat(queue.inReach(1)).isZero();

    queue.forgetTaken();

    assertThat(full.disposals).containsOnlyNulls();
  }

  @Test
  void nothingIsAddedToOneThatHasEnded() {
    offer(2);
    assertThat(queue.hasEnded()).isFalse();

    queue.end();
    queue.end();

    assertThat(queue.hasEnded()).isTrue();
    assertThat(offerWeighing(0)).isFalse();
    assertThat(queue.offer(new ClaimableDisposal<>("late", Disposer.none(), null), 1, true))
        .isFalse();
    assertThat(queue.next()).isEqualTo(2);
    assertTakes(0, 2);
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void norToOneThatHasEndedBeforeAnythingWas() {
    queue.end();

    assertThat(queue.hasEnded()).isTrue();
    assertThat(offerWeighing(0)).isFalse();
    assertThat(queue.next()).isZero();
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void whatEntersRegardlessOfTheBoundEntersAtTheNextPosition() {
    var bounded = new Backlog(1, Long.MAX_VALUE);
    for (int i = 0; i < SIZE + 1; i++) {
      var disposal = new ClaimableDisposal<>(i, Disposer.none(), null);
      assertThat(bounded.offer(disposal, 0, true)).isTrue();
    }
    assertThat(bounded.offer(new ClaimableDisposal<>("no", Disposer.none(), null), 0, false))
        .isFalse();

    for (int i = 0; i < SIZE + 1; i++) {
      assertThat(bounded.poll().value()).isEqualTo(i);
    }
  }

  @Test
  void aWakeIsTakenOnce() {
    assertThat(queue.isWakeRequested()).isFalse();
    assertThat(queue.takeWakeRequest()).isFalse();

    queue.requestWake();

    assertThat(queue.isWakeRequested()).isTrue();
    assertThat(queue.takeWakeRequest()).isTrue();
    assertThat(queue.takeWakeRequest()).isFalse();
  }
}
