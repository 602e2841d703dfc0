package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.testkit.Ledger;
import io.backdrop.testkit.Together;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What has begun is finished once, by whoever comes next, and is pending until then. */
@Timeout(60)
class BegunDisposalTest extends SlicedQueue {

  @Test
  void whatHasBegunIsPendingUntilItIsFinished() {
    close(List.of(leaf("a"), leaf("b")));
    close("next", released::add);

    while (released.size() < 2) {
      assertThat(queue.size()).isEqualTo(2);
      oneSlice();
    }
    disposeInSlices();

    assertThat(queue.size()).isZero();
  }

  @Test
  void disposeOneFinishesWhatHasBegun() {
    begin(List.of(leaf("a"), leaf("b"), leaf("c")));
    close("next", released::add);

    assertThat(queue.disposeOne()).isTrue();

    assertThat(released).containsExactly("a", "b", "c");
  }

  @Test
  void disposeAllFinishesWhatHasBegun() {
    begin(List.of(leaf("a"), leaf("b"), leaf("c")));
    close("next", released::add);

    queue.disposeAll();

    assertThat(released).containsExactly("a", "b", "c", "next");
  }

  @Test
  void closingFinishesWhatHasBegun() {
    begin(List.of(leaf("a"), leaf("b"), leaf("c")));

    queue.close();

    assertThat(released).containsExactly("a", "b", "c");
    assertThat(queue.size()).isZero();
  }

  @Test
  void whatFailsAfterItHasBegunIsReportedByWhoFinishesIt() {
    var failure = new IOException("on purpose");
    begin(List.of(leaf("a"), failing(failure)));

    queue.close();

    assertThat(failed).singleElement().extracting("failure.cause").isSameAs(failure);
    assertThat(queue.failures()).isEqualTo(1);
  }

  @Test
  void andByTheTypeOfTheValue() {
    record Holder(AutoCloseable content) {}
    begin(new Holder(failing(new IOException("on purpose"))));

    queue.close();

    assertThat(failed).singleElement().extracting("failure.message").asString().contains("Holder");
  }

  @Test
  void whatHasBegunCannotBeRunByAnother() {
    var disposals = new ArrayList<Disposal>();
    BackdropStrategy keeping =
        disposal -> {
          disposals.add(disposal);
          queue.execute(disposal);
        };
    Backdrop.of(List.of(leaf("a"), leaf("b")), Disposer.structural(), keeping).close();
    oneSlice();

    disposals.getFirst().run();

    assertThat(released).isEmpty();
    disposeInSlices();
    assertThat(released).containsExactly("a", "b");
  }

  @Test
  void whatHasRunIsNotBegun() {
    BackdropStrategy inPlaceToo =
        disposal -> {
          queue.execute(disposal);
          disposal.run();
        };
    Backdrop.of(List.of(leaf("a")), Disposer.structural(), inPlaceToo).close();

    disposeInSlices();

    assertThat(released).containsExactly("a");
    assertThat(queue.failures()).isZero();
  }

  @Test
  void whoeverBeginsFirstReleasesTheValue() throws Exception {
    var ledger = new Ledger(10_000);
    var disposals = new ArrayList<Disposal>();
    for (int value = 0; value < ledger.size(); value++) {
      int number = value;
      IncrementalDisposer<Object> counting =
          it ->
              () -> {
                ledger.dispose(number);
                return false;
              };
      Backdrop.of("value", counting, disposals::add).close();
    }

    Together.run(
        2,
        thread -> {
          if (thread == 0) {
            disposals.forEach(Disposal::run);
          } else {
            inSlicesOfAnotherQueue(disposals);
          }
        });

    ledger.assertEachReleasedOnce();
  }

  private static void inSlicesOfAnotherQueue(List<Disposal> disposals) {
    try (var mine = new TrashQueue()) {
      for (var disposal : disposals) {
        mine.execute(disposal);
        mine.disposeFor(Duration.ofNanos(1));
      }
    }
  }

  @Test
  void ofAValueThatHasBegunIsKeptOnlyWhatItsStepsKeep() {
    var value = closeInSteps();

    GarbageCollection.untilTrue(() -> value.refersTo(null));

    disposeInSlices();
    assertThat(released).containsExactly("first", "second");
  }

  private WeakReference<Object> closeInSteps() {
    var value = new Object();
    close(value, inSteps(() -> released.add("first"), () -> released.add("second")));
    while (released.isEmpty()) {
      oneSlice();
    }
    return new WeakReference<>(value);
  }

  @Test
  void whatHasBegunInAnAbandonedQueueIsFinishedElsewhere() throws Exception {
    var finished = new CountDownLatch(1);
    var steps = Collections.synchronizedList(new ArrayList<String>());
    try (var log = new LogCapture()) {
      var owner = new Thread(() -> beginAndAbandon(steps, finished), "owner");
      owner.start();
      owner.join();

      GarbageCollection.untilTrue(() -> finished.getCount() == 0);

      assertThat(steps).containsExactly("first by owner", "second by backdrop-global");
      assertThat(log.warnings()).singleElement().asString().contains("1 disposals");
    }
  }

  private static void beginAndAbandon(List<String> steps, CountDownLatch finished) {
    var clock = new long[1];
    var abandoned = new TrashQueue(FailureHandler.logging(), () -> clock[0]++);
    Backdrop.of(
            "value",
            inSteps(
                () -> steps.add("first by " + Thread.currentThread().getName()),
                () -> steps.add("second by " + Thread.currentThread().getName()),
                finished::countDown),
            abandoned)
        .close();
    while (steps.isEmpty()) {
      abandoned.disposeFor(Duration.ofNanos(2));
    }
  }
}
