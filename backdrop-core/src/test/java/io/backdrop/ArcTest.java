package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backdrop.testkit.Together;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an {@link Arc} is to those who share it. */
@Timeout(60)
class ArcTest {

  private static final BackdropStrategy IN_PLACE = BackdropStrategy.trivial();

  private final List<Object> released = new ArrayList<>();
  private final Arc<String> arc = Arc.of("value", released::add, IN_PLACE);

  @Test
  void theValueIsReleasedByTheLastHandleToClose() {
    var second = arc.share();
    var third = second.share();

    second.close();
    arc.close();
    assertThat(released).isEmpty();
    third.close();

    assertThat(released).containsExactly("value");
  }

  @Test
  void aCloseableIsReleasedByClosingIt() {
    Arc.of(() -> released.add("closed"), IN_PLACE).close();

    assertThat(released).containsExactly("closed");
  }

  @Test
  void aHandleClosesOnceHoweverOftenItIsClosed() {
    var second = arc.share();

    second.close();
    second.close();
    second.close();

    assertThat(arc.get()).isEqualTo("value");
    assertThat(arc.count()).isEqualTo(1);
    assertThat(released).isEmpty();
  }

  @Test
  void aHandleClosesOnceFromHoweverManyThreads() throws Exception {
    var second = arc.share();

    Together.run(4, thread -> second.close());

    assertThat(arc.count()).isEqualTo(1);
    assertThat(released).isEmpty();
  }

  @Test
  void whichHandleClosesLastDoesNotDecideTheStrategy() {
    var taken = new ArrayList<Disposal>();
    var first = arcOf(taken::add);
    var second = first.share();

    first.close();
    assertThat(taken).isEmpty();
    second.close();

    assertThat(taken).hasSize(1);
    assertThat(taken.get(0).value()).isEqualTo("value");
  }

  private static Arc<String> arcOf(BackdropStrategy strategy) {
    return Arc.of("value", Disposer.none(), strategy);
  }

  @Test
  void allHandlesHaveTheStrategyOfTheFirst() {
    var strategy = BackdropStrategy.leak();
    var first = arcOf(strategy);

    assertThat(first.share().strategy()).isSameAs(strategy);
  }

  @Test
  void manyHandlesAreSharedAtOnce() {
    var handles = arc.share(1000);

    assertThat(handles).hasSize(1000).allMatch(handle -> handle.sharesWith(arc));
    assertThat(arc.count()).isEqualTo(1001);
    arc.close();
    handles.forEach(Arc::close);
    assertThat(released).containsExactly("value");
  }

  @Test
  void noHandleIsSharedByZero() {
    assertThat(arc.share(0)).isEmpty();
    assertThat(arc.count()).isEqualTo(1);
  }

  @Test
  void aNegativeNumberOfHandlesIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> arc.share(-1))
        .withMessageContaining("-1");
    assertThat(arc.count()).isEqualTo(1);
  }

  @Test
  void aClosedHandleSaysThatItIsNotTheValueThatWasClosed() {
    try (var other = arc.share()) {
      arc.close();

      assertThatIllegalStateException()
          .isThrownBy(arc::get)
          .withMessageStartingWith("This handle on a java.lang.String was closed")
          .withMessageEndingWith("open on the value: 1");
      assertThat(other.get()).isEqualTo("value");
    }
    assertThatIllegalStateException()
        .isThrownBy(arc::get)
        .withMessageStartingWith("This java.lang.String was closed");
  }

  @Test
  void moreHandlesThanCanBeCountedAreRefusedBeforeTheyAreMade() {
    assertThatIllegalStateException()
        .isThrownBy(() -> arc.share(Integer.MAX_VALUE))
        .withMessageContaining("java.lang.String")
        .withMessageContaining("close those not used");
    assertThat(arc.count()).isEqualTo(1);
    assertThat(arc.get()).isEqualTo("value");
  }

  @Test
  void theHandleThatWouldOverflowTheCountIsRefused() {
    assertThat(arc.shared.tryRetain(SharedDisposal.MOST_HANDLES - 1)).isTrue();

    assertThatIllegalStateException().isThrownBy(arc::share).withMessageContaining("String");
    assertThatIllegalStateException().isThrownBy(arc::tryShare).withMessageContaining("String");
    assertThatIllegalStateException().isThrownBy(() -> arc.share(1));
    assertThat(arc.count()).isEqualTo(SharedDisposal.MOST_HANDLES);
  }

  @Test
  void manySharesAreCountedOnlyIfAllOfThemFit() {
    assertThatIllegalStateException()
        .isThrownBy(() -> arc.shared.tryRetain(SharedDisposal.MOST_HANDLES))
        .withMessageContaining("has 1 open handles");

    assertThat(arc.count()).isEqualTo(1);
  }

  @Test
  void noManySharesAreToBeHadOnceTheValueIsGone() {
    arc.close();

    assertThat(arc.shared.tryRetain(2)).isFalse();
  }

  @Test
  void manySharesAreToBeHadUntilTheLastOneToGoHasEndedTheValue() {
    arc.shared.count = 0; // As in the middle of giving back the last share.

    assertThat(arc.shared.tryRetain(2)).isTrue();

    assertThat(arc.count()).isEqualTo(2);
  }

  @Test
  void anOpenHandleIsSharedIfAsked() {
    try (var second = arc.tryShare().orElseThrow()) {
      assertThat(second.sharesWith(arc)).isTrue();
      assertThat(arc.count()).isEqualTo(2);
    }
    assertThat(arc.count()).isEqualTo(1);
  }

  @Test
  void aClosedHandleIsNotSharedEvenWhileOthersAreOpen() {
    var second = arc.share();
    second.close();

    assertThat(second.tryShare()).isEmpty();
    assertThat(arc.count()).isEqualTo(1);
  }

  @Test
  void theOnlyHandleGivesTheValueBack() {
    assertThat(arc.tryUnwrap()).contains("value");

    assertThat(arc.isClosed()).isTrue();
    arc.close();
    assertThat(released).isEmpty();
  }

  @Test
  void aSharedValueIsNotGivenBackAndItsHandlesStayOpen() {
    var second = arc.share();

    assertThat(arc.tryUnwrap()).isEmpty();

    assertThat(arc.get()).isEqualTo("value");
    second.close();
    assertThat(arc.tryUnwrap()).contains("value");
  }

  @Test
  void itIsUniqueWhileThereIsOneHandle() {
    assertThat(arc.isUnique()).isTrue();
    var second = arc.share();
    assertThat(arc.isUnique()).isFalse();
    second.close();
    assertThat(arc.isUnique()).isTrue();
  }

  @Test
  void handlesOnEqualValuesDoNotShare() {
    var other = Arc.of("value", Disposer.none(), IN_PLACE);

    assertThat(arc.sharesWith(other)).isFalse();
    assertThat(arc.sharesWith(arc.share())).isTrue();
  }

  static List<Callable<?>> uses() {
    var closed = arcOf(BackdropStrategy.leak());
    var open = closed.share();
    closed.close();
    return List.of(
        closed::get,
        closed::share,
        () -> closed.share(2),
        closed::tryUnwrap,
        closed::tryUnique,
        () -> closed.makeUnique(value -> value),
        closed::isUnique,
        closed::count,
        closed::strategy,
        closed::hashCode,
        () -> closed.equals(open),
        () -> new ArcSwap<>(closed));
  }

  @ParameterizedTest
  @MethodSource("uses")
  void useOfAClosedHandleIsAnErrorThatNamesTheTypeAlsoWhileOthersAreOpen(Callable<?> use) {
    assertThatIllegalStateException().isThrownBy(use::call).withMessageContaining("String");
  }

  @Test
  void nullsAreRefusedByName() {
    assertThatNullPointerException()
        .isThrownBy(() -> Arc.of(null, Disposer.none(), IN_PLACE))
        .withMessage("value");
    assertThatNullPointerException()
        .isThrownBy(() -> Arc.of("value", null, IN_PLACE))
        .withMessage("disposer");
    assertThatNullPointerException()
        .isThrownBy(() -> Arc.of("value", Disposer.none(), null))
        .withMessage("strategy");
    assertThatNullPointerException().isThrownBy(() -> Arc.comparing(null)).withMessage("order");
  }

  @Test
  void equalityAndHashCodeAreTheValues() {
    var other = Arc.of(new String("value"), Disposer.none(), BackdropStrategy.leak());

    assertThat(arc).isEqualTo(other).hasSameHashCodeAs("value").hasToString("value");
    assertThat(arc).isNotEqualTo(Arc.of("other", Disposer.none(), IN_PLACE));
    assertThat(new HashSet<>(List.of(arc)).contains(other)).isTrue();
  }

  @Test
  void aClosedHandleIsStillPrinted() {
    arc.close();

    assertThat(arc).hasToString("closed java.lang.String").isEqualTo(arc);
  }

  @Test
  void handlesAreOrderedAsTheirValuesAre() {
    var other = Arc.of("another", Disposer.none(), IN_PLACE);
    var handles = new ArrayList<>(List.of(arc, other));

    handles.sort(Arc.comparing(Comparator.naturalOrder()));

    assertThat(handles).extracting(Arc::get).containsExactly("another", "value");
  }

  @Test
  void aStrategyThatRefusesLeavesTheReleaseToTheLastCloser() {
    var refused =
        Arc.of(
            "value",
            released::add,
            disposal -> {
              throw new RejectedExecutionException("on purpose");
            });
    var second = refused.share();
    refused.close();
    try (var log = new LogCapture()) {
      second.close();

      assertThat(log.warnings()).hasSize(1);
    }
    assertThat(released).containsExactly("value");
  }

  @Test
  void aStrategyWithoutStackLeavesTheLastHandleOpen() {
    var last = Arc.of("value", released::add, new WithoutStackAtFirst());

    assertThatThrownBy(last::close).isInstanceOf(StackOverflowError.class);
    assertThat(last.get()).isEqualTo("value");
    assertThat(last.count()).isEqualTo(1);
    last.share().close();
    last.close();

    assertThat(released).containsExactly("value");
  }

  @Test
  void whatEveryHandleDidToTheValueIsSeenByTheDisposer() throws Exception {
    int[] seen = new int[1];
    var trash = TrashThread.start();
    var rounds = new ArrayList<List<Arc<int[]>>>();
    for (int round = 0; round < 500; round++) {
      var first = Arc.of(new int[4], value -> seen[0] += sum(value), trash);
      var owners = new ArrayList<>(first.share(3));
      owners.add(first);
      rounds.add(owners);
    }
    Together.run(
        4,
        thread -> {
          for (var owners : rounds) {
            try (var mine = owners.get(thread)) {
              mine.get()[thread] = 1;
            }
          }
        });
    trash.close();
    assertThat(seen[0]).isEqualTo(4 * 500);
  }

  private static int sum(int[] values) {
    int sum = 0;
    for (int value : values) {
      sum += value;
    }
    return sum;
  }

  @Test
  void aHandleLeftOpenIsClosedOnceTheStrategyThatHadTakenTheValueHasReleasedIt() {
    var taken = new ArrayList<Disposal>();
    BackdropStrategy exhausted =
        disposal -> {
          taken.add(disposal);
          throw new StackOverflowError("on purpose");
        };
    var last = Arc.of("value", released::add, exhausted);
    assertThatThrownBy(last::close).isInstanceOf(StackOverflowError.class);

    taken.get(0).run();

    assertThat(last.isClosed()).isTrue();
    assertThatIllegalStateException().isThrownBy(last::get).withMessageContaining("String");
    assertThat(released).containsExactly("value");
  }
}
