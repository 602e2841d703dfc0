package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A JVM ends though a disposal does not. Each waits for as long as the drain may take, so all of
 * them do at the same time.
 */
@Timeout(120)
class StuckExitTest {

  /** The ten seconds that the drain has, and a minute for so many JVMs to begin and end. */
  private static final Duration LIMIT = Duration.ofSeconds(70);

  @TempDir private static Path folder;

  private static final Map<String, ForkedJvm> JVMS = new HashMap<>();
  private static long began;

  @BeforeAll
  static void begin() throws IOException {
    began = System.nanoTime();
    for (var where :
        new String[] {
          "stuck",
          "behind",
          "half-done",
          "late guest",
          "heavy exit",
          "abandoned",
          "endless listener",
          "loss told",
          "awaited by hooks",
          "listener before one that hangs"
        }) {
      JVMS.put(where, ForkedJvm.start(ExitMain.class, where, folder.resolve(where).toString()));
    }
  }

  @AfterAll
  static void end() {
    JVMS.values().forEach(ForkedJvm::close);
  }

  /** Both of them, though the logger fails at the first. */
  @Test
  void disposalsThatHangDoNotKeepTheJvmAliveAndAreReported() throws Exception {
    var output = outputInTime("stuck");

    assertThat(output)
        .contains("did not finish", "backdrop-trash", "1 disposals of 0 bytes")
        .contains("java.lang.String=1");
    assertThat(output.lines().filter(line -> line.contains("did not finish"))).hasSize(2);
  }

  @Test
  void whatEndedTheJvmIsNotAmongWhatIsLost() throws Exception {
    assertThat(outputInTime("heavy exit")).contains("did not finish", "1 disposals of 1 bytes");
  }

  @Test
  void norIsWhatIsReleasedByWhoGoesOnInPlaceOfAListener() throws Exception {
    assertThat(outputInTime("listener before one that hangs")).contains("1 disposals of 0 bytes");
  }

  @Test
  void aListenerThatDoesNotComeBackLosesNothingAndIsReported() throws Exception {
    assertThat(outputInTime("endless listener"))
        .contains("did not finish", "nothing was left to release")
        .doesNotContain("0 disposals");
  }

  @Test
  void aListenerIsToldOfThem() throws Exception {
    assertThat(outputInTime("loss told"))
        .contains("The listener is told of {class java.lang.String=1}");
  }

  @Test
  void whoIsToldOfThemMayNeverComeBack() throws Exception {
    assertThat(outputInTime("abandoned")).contains("did not finish", "1 disposals of 0 bytes");
  }

  @Test
  void hooksThatWaitForOneComeBackOnceItIsGivenUp() throws Exception {
    assertThat(outputInTime("awaited by hooks")).contains("did not finish", "1 disposals of");
  }

  @ParameterizedTest
  @ValueSource(strings = {"stuck", "behind", "half-done"})
  void whatIsBehindADisposalThatDoesNotEndIsReleased(String where) throws Exception {
    assertThat(outputInTime(where)).contains("did not finish", "1 disposals of 0 bytes");
    assertThat(Files.readAllLines(folder.resolve(where)))
        .containsAll(IntStream.range(0, ExitMain.VALUES).mapToObj(Integer::toString).toList());
  }

  @Test
  void soIsWhatItClosesBeforeItHangs() throws Exception {
    assertThat(outputInTime("late guest")).contains("did not finish", "1 disposals of");
    assertThat(Files.readAllLines(folder.resolve("late guest"))).hasSize(ExitMain.VALUES);
  }

  private static String outputInTime(String where) throws Exception {
    var output = JVMS.get(where).awaitEnd();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LIMIT);
    return output;
  }
}
