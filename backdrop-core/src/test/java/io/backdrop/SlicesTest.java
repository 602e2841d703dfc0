package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A trash queue stops in the middle of a large value when its time is up, and goes on later. */
@Timeout(60)
class SlicesTest {

  private static final int MILLION = 1_000_000;
  private static final Duration LONG = Duration.ofDays(1);

  private record Failed(Disposal disposal, Throwable failure) {}

  private final List<Object> released = new ArrayList<>();
  private final List<Failed> failed = new ArrayList<>();

  /** In nanoseconds. Passes only while something is released, and by each look where wanted. */
  private long now;

  private long tick;
  private int looks;
  private int closed;

  private final TrashQueue queue =
      new TrashQueue((disposal, failure) -> failed.add(new Failed(disposal, failure)), this::look);

  private long look() {
    looks++;
    return now += tick;
  }

  @Test
  void elementsThatTakeLongAreReleasedToTheNanosecond() {
    close(elementsTaking(Duration.ofMillis(1)));

    for (int slice = 1; slice <= 100; slice++) {
      assertThat(queue.disposeFor(Duration.ofMillis(10))).isTrue();
      assertThat(closed).isEqualTo(slice * 10);
    }
  }

  @Test
  void theElementInWhichTheTimeEndsIsTheLast() {
    close(elementsTaking(Duration.ofMillis(3)));

    queue.disposeFor(Duration.ofMillis(10));

    assertThat(closed).isEqualTo(4);
  }

  /**
   * Steps between two looks: 1 that begins, 2 of which one enters the array, then 4, 8, … 64, which
   * is 7 looks and 125 elements; and 6 times 64. Besides, it is looked at once to set out, and once
   * each before the value and after it.
   */
  @Test
  void elementsThatTakeNanosecondsAreReleasedManyBetweenTwoLooksAtTheClock() {
    close(elementsTaking(Duration.ofNanos(20)));
    looks = 0;

    queue.disposeFor(Duration.ofNanos(10_000));

    assertThat(closed).isEqualTo(125 + 6 * 64);
    assertThat(looks).isEqualTo(3 + 7 + 6);
  }

  @Test
  void elementsThatBeginToTakeLongAreSoonReleasedOneByOne() {
    var elements = elementsTaking(Duration.ofNanos(20));
    Arrays.fill(elements, 1_000, MILLION, taking(Duration.ofMillis(1)));
    close(elements);

    queue.disposeFor(Duration.ofMillis(200));

    assertThat(closed - 1_000).isEqualTo(200);
  }

  /** The look before them found that the 64 of before took little time. */
  @Test
  void noMoreThan64ElementsThatTakeLongAreReleasedBetweenTwoLooks() {
    var elements = elementsTaking(Duration.ofNanos(20));
    Arrays.fill(elements, 125 + 64, MILLION, taking(Duration.ofMillis(1)));
    close(elements);

    queue.disposeFor(Duration.ofMillis(1));

    assertThat(closed).isEqualTo(125 + 64 + 64);
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

  @Test
  void theOrderIsThatOfOneRun() {
    close(List.of(leaf("a"), new Object[] {leaf("b"), List.of(leaf("c"))}, leaf("d")));
    close("e", released::add);

    disposeInSlices();

    assertThat(released).containsExactly("a", "b", "c", "d", "e");
  }

  @Test
  void cyclesEnd() {
    var list = new ArrayList<Object>();
    list.addAll(Arrays.asList(list, leaf("a"), new Object[] {list}, leaf("b")));
    close(list);

    disposeInSlices();

    assertThat(released).containsExactly("a", "b");
  }

  @Test
  void failuresOfSeveralSlicesAreOneOfTheValue() {
    var first = new IOException("1");
    var second = new AssertionError("2");
    close(List.of(failing(first), leaf("a"), failing(second), leaf("b")));

    disposeInSlices();

    assertThat(released).containsExactly("a", "b");
    assertThat(queue.failures()).isEqualTo(1);
    assertThat(failed).singleElement().extracting("failure.cause").isSameAs(first);
    assertThat(first.getSuppressed()).containsExactly(second);
  }

  @Test
  void aStepThatThrowsEndsItsValueAndNoOther() {
    var failure = new IllegalStateException("on purpose");
    close(
        "value",
        inSteps(
            () -> released.add("first step"),
            () -> {
              throw failure;
            },
            () -> released.add("never")));
    close("next", released::add);

    disposeInSlices();

    assertThat(released).containsExactly("first step", "next");
    assertThat(failed).singleElement().extracting("failure").isSameAs(failure);
  }

  @Test
  void theFailureIsReportedOfTheDisposalThatWasHandedOff() {
    var disposals = new ArrayList<Disposal>();
    BackdropStrategy keeping =
        disposal -> {
          disposals.add(disposal);
          queue.execute(disposal);
        };
    Backdrop.of(List.of(failing(new IOException("on purpose"))), Disposer.structural(), keeping)
        .close();

    disposeInSlices();

    assertThat(failed).singleElement().extracting("disposal").isSameAs(disposals.getFirst());
  }

  @Test
  void aBeginningThatThrowsIsAFailureOfTheValue() {
    var failure = new IOException("on purpose");
    IncrementalDisposer<Object> failingToBegin =
        value -> {
          throw failure;
        };
    close("value", failingToBegin);

    assertThat(queue.disposeFor(LONG)).isFalse();

    assertThat(failed).singleElement().extracting("failure.cause").isSameAs(failure);
  }

  @Test
  void aBeginningWithoutStepsIsNamed() {
    IncrementalDisposer<Object> withoutSteps = value -> null;
    close("value", withoutSteps);

    queue.disposeFor(LONG);

    assertThat(failed).singleElement().extracting("failure.message").asString().contains("null");
  }

  @Test
  void anInterruptReachesTheCallerAndNotTheNextValue() {
    close("value", inSteps(Thread.currentThread()::interrupt));
    close("next", value -> released.add(Thread.interrupted()));

    queue.disposeFor(LONG);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(released).containsExactly(false);
  }

  @Test
  void anInterruptedStepTellsTheCallerAndTheHandler() {
    var interrupt = new InterruptedException("on purpose");
    close(
        "value",
        inSteps(() -> {
          throw interrupt;
        }));

    queue.disposeFor(LONG);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(failed).singleElement().extracting("failure.cause").isSameAs(interrupt);
  }

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
  void whatAStepClosesIsReleasedAfterAllThatWasThere() {
    close("value", inSteps(() -> close("inner", released::add), () -> released.add("last step")));
    close("next", released::add);

    disposeInSlices();

    assertThat(released).containsExactly("last step", "next", "inner");
  }

  @Test
  void aStepMayItselfReleaseWhatIsPendingBehindItsValue() {
    close("value", inSteps(() -> queue.disposeAll(), () -> released.add("last step")));
    close("next", released::add);
    close(List.of(leaf("a"), leaf("b")));

    disposeInSlices();

    assertThat(released).containsExactly("next", "a", "b", "last step");
    assertThat(queue.failures()).isZero();
  }

  @Test
  void aSliceInsideOfAStepBeginsTheNextValueAndLeavesItInOrder() {
    close("outer", inSteps(this::oneSlice, this::oneSlice, () -> released.add("outer")));
    close("inner", inSteps(() -> released.add("inner 1"), () -> released.add("inner 2")));
    close("next", released::add);

    disposeInSlices();

    assertThat(released).containsExactly("inner 1", "outer", "inner 2", "next");
  }

  @Test
  void aStepSeesItsValueNoMoreAmongThosePending() {
    close("value", inSteps(() -> released.add(queue.size()), () -> released.add(queue.size())));
    close("next", Disposer.none());

    disposeInSlices();

    assertThat(released).containsExactly(1L, 1L);
  }

  @Test
  void aStepThatClosesTheQueueHasItsValueFinished() {
    close("value", inSteps(queue::close, () -> released.add("a"), () -> released.add("b")));
    close("next", released::add);
    oneSlice();

    assertThat(oneSlice()).isFalse();

    assertThat(released).containsExactly("next", "a", "b");
  }

  @Test
  void weighingAndThenKeepTheSlices() {
    var disposer =
        Disposer.<List<AutoCloseable>>structural()
            .weighing(List::size)
            .andThen(value -> released.add("then"));
    close(List.of(leaf("a"), leaf("b")), disposer);

    int slices = 1;
    for (; oneSlice(); slices++) {}

    assertThat(released).containsExactly("a", "b", "then");
    assertThat(slices).isGreaterThan(3);
  }

  @Test
  void aDirectoryTreeIsDeletedOneFileAtATime(@TempDir Path folder) throws IOException {
    var tree = folder.resolve("tree");
    var files =
        IntStream.range(0, 30).mapToObj(i -> tree.resolve("%d/%d/file".formatted(i % 3, i)));
    for (var file : files.toList()) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, "content");
    }
    IncrementalDisposer<Path> deleting = SlicesTest::deletion;
    close(tree, deleting);

    for (int before = count(tree); oneSlice(); before = count(tree)) {
      assertThat(before - count(tree)).isBetween(0, 1);
    }

    assertThat(tree).doesNotExist();
    assertThat(queue.failures()).isZero();
  }

  /** Tries the topmost; what is a folder with something in it comes back when that is gone. */
  private static IncrementalDisposer.Release deletion(Path tree) {
    var left = new ArrayDeque<Path>(List.of(tree));
    return () -> {
      var inside = contentOf(left.element());
      if (inside.isEmpty()) {
        Files.delete(left.remove());
      } else {
        inside.forEach(left::push);
      }
      return !left.isEmpty();
    };
  }

  private static List<Path> contentOf(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (var inside = Files.list(path)) {
      return inside.toList();
    }
  }

  private static int count(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return 0;
    }
    try (var all = Files.walk(tree)) {
      return (int) all.count();
    }
  }

  @Test
  void whatHasBegunInAnAbandonedQueueIsFinishedElsewhere() throws Exception {
    var finished = new CountDownLatch(1);
    var steps = Collections.synchronizedList(new ArrayList<String>());
    try (var log = new LogCapture()) {
      var owner = new Thread(() -> beginAndAbandon(steps, finished), "owner");
      owner.start();
      owner.join();
      assertThat(steps).containsExactly("first by owner");

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

  private void close(Object value) {
    close(value, Disposer.structural());
  }

  private <T> void close(T value, Disposer<? super T> disposer) {
    Backdrop.of(value, disposer, queue).close();
  }

  /** Closes a value and lets the queue begin with it, and release nothing yet. */
  private void begin(Object value) {
    close(value);
    oneSlice();
    assertThat(released).isEmpty();
  }

  private void disposeInSlices() {
    while (oneSlice()) {}
  }

  /** The shortest slice there is: the time is up at the second look after the start. */
  private boolean oneSlice() {
    tick = 1;
    try {
      return queue.disposeFor(Duration.ofNanos(2));
    } finally {
      tick = 0;
    }
  }

  private AutoCloseable leaf(String name) {
    return () -> released.add(name);
  }

  private static AutoCloseable failing(Throwable failure) {
    return () -> {
      if (failure instanceof Error error) {
        throw error;
      }
      throw (Exception) failure;
    };
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

  private interface Step {
    void take() throws Exception;
  }

  private static IncrementalDisposer<Object> inSteps(Step... steps) {
    return value -> {
      var left = List.of(steps).iterator();
      return () -> {
        left.next().take();
        return left.hasNext();
      };
    };
  }
}
