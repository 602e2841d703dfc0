package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A value that is released in slices is released as it would be at once. */
@Timeout(60)
class SlicesTest extends SlicedQueue {

  @Test
  void theOrderIsThatOfOneRun() {
    close(List.of(leaf("a"), new Object[] {leaf("b"), List.of(leaf("c"))}, leaf("d")));
    close("e", released::add);

    disposeInSlices();

    assertThat(released).containsExactly("a", "b", "c", "d", "e");
  }

  @ParameterizedTest
  @ValueSource(strings = {"one", "all", "for"})
  void anInterruptOfTheCallerReachesNoDisposerAndIsKept(String way) {
    for (int i = 0; i < 2; i++) {
      close("value", value -> released.add(Thread.currentThread().isInterrupted()));
    }
    Thread.currentThread().interrupt();

    switch (way) {
      case "one" -> {
        queue.disposeOne();
        queue.disposeOne();
      }
      case "all" -> queue.disposeAll();
      default -> queue.disposeFor(LONG);
    }

    assertThat(Thread.interrupted()).isTrue();
    assertThat(released).containsExactly(false, false);
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
}
