package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backdrop.testkit.Ledger;
import io.backdrop.testkit.Together;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a strategy is given: runs at most once, tells of its value, throws what the disposer did.
 */
@Timeout(60)
class DisposalTest {

  private final List<Object> released = new ArrayList<>();

  @Test
  void runsAtMostOnce() {
    var disposal = disposalOf("value", released::add);

    disposal.run();
    disposal.run();

    assertThat(released).containsExactly("value");
  }

  @Test
  void runsAtMostOnceOnAllThreadsTogether() throws Exception {
    var ledger = new Ledger(1_000);
    var disposals = new ArrayList<Disposal>();
    for (int i = 0; i < ledger.size(); i++) {
      disposals.add(disposalOf(i, ledger));
    }

    Together.run(4, thread -> disposals.forEach(Disposal::run));

    ledger.assertEachReleasedOnce();
  }

  @Test
  void doesNotRunAgainAfterAFailure() {
    var disposal = failingWith(new IllegalStateException("on purpose"));

    assertThatThrownBy(disposal::run).hasMessage("on purpose");
    disposal.run();

    assertThat(released).containsExactly("value");
  }

  @Test
  void showsItsValueUntilItHasRun() {
    var value = new StringBuilder("value");
    var disposal = disposalOf(value, released::add);

    assertThat(disposal.value()).isSameAs(value);
    disposal.run();

    assertThatThrownBy(disposal::value)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("java.lang.StringBuilder");
  }

  @Test
  void knowsItsTypeBeforeAndAfterItHasRun() {
    var disposal = disposalOf("value", released::add);

    assertThat(disposal.type()).isEqualTo(String.class);
    disposal.run();

    assertThat(disposal.type()).isEqualTo(String.class);
  }

  @Test
  void namesItsTypeInALog() {
    assertThat(disposalOf("value", Disposer.none())).hasToString("Disposal[java.lang.String]");
  }

  @Test
  void weighsWhatItsDisposerSaysUntilItHasRun() {
    Disposer<String> disposer = released::add;
    var disposal = disposalOf("value", disposer.weighing(String::length));

    assertThat(disposal.weight()).isEqualTo(5);
    disposal.run();

    assertThat(disposal.weight()).isZero();
  }

  @Test
  void aValueThatIsAClassIsShownAndReleased() {
    var disposal = disposalOf(String.class, released::add);

    assertThat(disposal.value()).isEqualTo(String.class);
    disposal.run();

    assertThat(released).containsExactly(String.class);
  }

  @Test
  void theTypeOfAValueThatIsAClassIsTheSameBeforeAndAfterItHasRun() {
    var disposal = disposalOf(String.class, released::add);
    var before = disposal.type();

    disposal.run();

    assertThat(disposal.type()).isEqualTo(before);
  }

  @Test
  void anUncheckedExceptionIsThrownAsItIs() {
    var failure = new IllegalArgumentException("on purpose");

    assertThatThrownBy(failingWith(failure)::run).isSameAs(failure);
  }

  @Test
  void anErrorIsThrownAsItIs() {
    var failure = new AssertionError("on purpose");
    var disposal =
        disposalOf(
            "value",
            value -> {
              throw failure;
            });

    assertThatThrownBy(disposal::run).isSameAs(failure);
  }

  @Test
  void aCheckedExceptionIsTheCauseOfWhatIsThrown() {
    var failure = new IOException("on purpose");

    assertThatThrownBy(failingWith(failure)::run)
        .isInstanceOf(DisposalException.class)
        .hasMessageContainingAll("java.lang.String", "on purpose")
        .hasCause(failure);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void anInterruptedExceptionIsTheCauseAndTheThreadIsInterruptedAgain() {
    var failure = new InterruptedException("on purpose");

    assertThatThrownBy(failingWith(failure)::run)
        .isInstanceOf(DisposalException.class)
        .hasCause(failure);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void disposalsOfEqualValuesAreNotEqual() {
    var one = disposalOf(List.of("value"), Disposer.none());
    var other = disposalOf(List.of("value"), Disposer.none());

    assertThat(one).isNotEqualTo(other).isEqualTo(one);
  }

  @Test
  void givenToTwoQueuesItRunsOnceAndSoDoAllOthersInBoth() {
    var ledger = new Ledger(30);
    try (var a = new TrashQueue();
        var b = new TrashQueue()) {
      closeAll(ledger, List.of(a, in(a, b), b, in(b, a)));

      while (a.disposeOne() | b.disposeOne()) {}
    }
    ledger.assertEachReleasedOnce();
  }

  @Test
  void givenTwiceToOneQueueItRunsOnceAndSoDoAllOthers() {
    var ledger = new Ledger(30);
    try (var queue = new TrashQueue()) {
      closeAll(ledger, List.of(queue, in(queue, queue), queue));
    }
    ledger.assertEachReleasedOnce();
  }

  @Test
  void givenToATrashThreadAndAQueueItRunsOnceAndSoDoAllOthersInBoth() {
    var ledger = new Ledger(30_000);
    try (var trash = TrashThread.start();
        var queue = new TrashQueue()) {
      closeAll(ledger, List.of(trash, in(trash, queue), queue, in(queue, trash)));
    }
    ledger.assertEachReleasedOnce();
  }

  private static BackdropStrategy in(BackdropStrategy first, BackdropStrategy second) {
    return disposal -> {
      first.execute(disposal);
      second.execute(disposal);
    };
  }

  private static void closeAll(Ledger ledger, List<BackdropStrategy> inTurn) {
    for (int i = 0; i < ledger.size(); i++) {
      Backdrop.of(i, ledger, inTurn.get(i % inTurn.size())).close();
    }
  }

  private Disposal failingWith(Exception failure) {
    return disposalOf(
        "value",
        value -> {
          released.add(value);
          throw failure;
        });
  }

  private static <T> Disposal disposalOf(T value, Disposer<? super T> disposer) {
    var captured = new ArrayList<Disposal>();
    Backdrop.of(value, disposer, captured::add).close();
    return captured.getFirst();
  }
}
