package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is handed off before the JVM ends is released before it has ended; in JVMs of their own. */
@Timeout(120)
class ExitTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"normal, 0", "own, 0", "exit, 3", "exception, 1", "late, 0", "dead, 0"})
  void allIsReleased(String end, int exitCode) throws Exception {
    try (var jvm = ForkedJvm.start(ExitMain.class, end, file().toString())) {
      var output = jvm.awaitEnd();

      assertThat(jvm.exitCode()).as(output).isEqualTo(exitCode);
      assertThat(released())
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, ExitMain.VALUES).boxed().toList());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "late chain",
        "closed after the drain",
        "closed on a loop after the drain",
        "late load",
        "late load on many",
        "late heavy",
        "late slow",
        "late between",
        "own exit",
        "no room",
        "given up late",
        "given up more",
        "helper"
      })
  void soIsWhatOthersRunAfterTheTrashThreadHasEnded(String who) throws Exception {
    try (var jvm = ForkedJvm.start(ExitMain.class, who, file().toString())) {
      var output = jvm.awaitEnd();

      assertThat(output).doesNotContain("did not finish");
      assertThat(released())
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, ExitMain.VALUES).boxed().toList());
    }
  }

  @Test
  void whatWaitsForAnotherAttemptGetsItSooner() throws Exception {
    try (var jvm = ForkedJvm.start(ExitMain.class, "retry", file().toString())) {
      var output = jvm.awaitEnd();

      assertThat(output).doesNotContain("did not finish");
      assertThat(released())
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, ExitMain.VALUES).boxed().toList());
    }
  }

  /** The disposer itself never comes back. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "disposer",
        "disposers",
        "hook",
        "handler",
        "listener",
        "listener of one",
        "listener of attempt",
        "caller",
        "late exit",
        "late exits",
        "late retry"
      })
  void soIsWhatIsBehindADisposerThatEndsTheJvm(String where) throws Exception {
    try (var jvm = ForkedJvm.start(ExitMain.class, where, file().toString())) {
      var output = jvm.awaitEnd();

      assertThat(output).doesNotContain("did not finish");
      assertThat(jvm.exitCode()).isEqualTo(50);
      assertThat(released())
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, ExitMain.VALUES).boxed().toList());
    }
  }

  @Test
  void soIsWhatWasTakenTogetherWithSomeThatEndTheJvm() throws Exception {
    try (var jvm = ForkedJvm.start(ExitMain.class, "short", file().toString())) {
      var output = jvm.awaitEnd();

      assertThat(output).doesNotContain("did not finish");
      assertThat(jvm.exitCode()).isEqualTo(50);
      assertThat(released())
          .containsExactlyElementsOf(IntStream.range(0, 100 * ExitMain.VALUES).boxed().toList());
    }
  }

  @Test
  void whatIsReleasedInPlaceOfAListenerThatTakesLongIsToldOfOnce() throws Exception {
    try (var jvm = ForkedJvm.start(ExitMain.class, "slow listener", file().toString())) {
      var output = jvm.awaitEnd();

      assertThat(output).doesNotContain("did not finish");
      assertThat(released()).hasSize(ExitMain.VALUES);
    }
  }

  @ParameterizedTest
  @CsvSource({"TERM, 15", "INT, 2"})
  void allIsReleasedAtASignalUnderLoad(String signal, int number) throws Exception {
    try (var jvm = ForkedJvm.start(ExitMain.class, "sigterm", file().toString())) {
      jvm.awaitLine("loaded");
      jvm.send(signal);
      var output = jvm.awaitEnd();

      assertThat(output).doesNotContain("did not finish");
      assertThat(jvm.exitCode()).isEqualTo(128 + number);
      var released = released();
      var lost = new HashSet<>(numbers(folder.resolve("handed-off")));
      assertThat(lost).isNotEmpty();
      assertThat(new HashSet<>(released)).as("not twice").hasSameSizeAs(released);
      released.forEach(lost::remove);
      assertThat(lost).isEmpty();
    }
  }

  @Test
  void whatTheEndReleasesAnywayIsLeftOutAndNothingThatCannotSaySo() throws Exception {
    try (var jvm = ForkedJvm.start(ExitMain.class, "memory", file().toString())) {
      var output = jvm.awaitEnd();

      assertThat(jvm.exitCode()).as(output).isEqualTo(50);
      assertThat(released())
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, ExitMain.VALUES)
                  .filter(number -> number % 3 != 2)
                  .boxed()
                  .toList());
    }
  }

  @Test
  void aThreadPerDisposalIsWaitedFor() throws Exception {
    try (var jvm = ForkedJvm.start(ExitMain.class, "thread", file().toString())) {
      jvm.awaitEnd();

      assertThat(released()).containsExactly(1);
    }
  }

  @Test
  void whatIsLostInQueuesThatNobodyWaitsForIsTold() throws Exception {
    try (var jvm = ForkedJvm.start(ExitMain.class, "queues", file().toString())) {
      assertThat(jvm.awaitEnd())
          .contains("Still pending as the JVM ends", "3 in the TrashQueue of thread main")
          .contains("4 in VirtualThreads[maxConcurrent=1]");
    }
  }

  @Test
  void ofManySuchQueuesTheFirstAreNamedAndTheOthersCounted() throws Exception {
    try (var jvm = ForkedJvm.start(ExitMain.class, "many queues", file().toString())) {
      assertThat(jvm.awaitEnd())
          .containsPattern("these: (2 in the TrashQueue of thread main, ){20}6 in 3 more");
    }
  }

  @Test
  void ofQueuesThatWereDrainedNothingIsTold() throws Exception {
    try (var jvm = ForkedJvm.start(ExitMain.class, "queues drained", file().toString())) {
      assertThat(jvm.awaitEnd()).isEmpty();
      assertThat(released()).hasSize(ExitMain.VALUES);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"after the drain", "first in a hook"})
  void aTrashThreadThatIsStartedTooLateToBeDrainedIsWarnedOf(String when) throws Exception {
    try (var jvm = ForkedJvm.start(ExitMain.class, when, file().toString())) {
      var output = jvm.awaitEnd();

      assertThat(output).contains("TrashThread[late] was started while the JVM ends");
      assertThat(released()).hasSize(ExitMain.VALUES);
    }
  }

  /** Its residue has been reported to whoever closed it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "given up",
        "given up long ago",
        "given up by hook",
        "given up under load",
        "given up among short ones"
      })
  void whatWasGivenUpBeforeDoesNotHoldUpTheEndAndIsNotReportedAgain(String when) throws Exception {
    try (var jvm = ForkedJvm.start(ExitMain.class, when, file().toString())) {
      var output = jvm.awaitEnd();

      assertThat(jvm.exitCode()).as(output).isZero();
      assertThat(output).doesNotContain("did not finish");
    }
  }

  private Path file() {
    return folder.resolve("released");
  }

  private List<Integer> released() throws IOException {
    return numbers(file());
  }

  /** The last line may have been cut off by the end of the JVM. */
  private static List<Integer> numbers(Path file) throws IOException {
    var text = Files.readString(file);
    return text.substring(0, text.lastIndexOf('\n')).lines().map(Integer::valueOf).toList();
  }
}
