package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The end of the JVM reads no class any more; in JVMs of their own. */
@Timeout(120)
class ClosedLoaderTest {

  @ParameterizedTest
  @ValueSource(strings = {"trash thread", "trash queue", "virtual threads"})
  void theEndIsQuietWhereNothingIsPending(String used) throws Exception {
    assertThat(outputOf(used)).isEmpty();
  }

  @Test
  void whatIsPendingInAQueueIsTold() throws Exception {
    assertThat(outputOf("pending"))
        .contains("Still pending as the JVM ends", "1 in the TrashQueue of thread")
        .doesNotContain("NoClassDefFoundError");
  }

  @Test
  void whatIsBehindADisposerThatEndsTheJvmIsReleased() throws Exception {
    assertThat(outputOf("exit").lines()).hasSize(ClosedLoaderMain.VALUES).containsOnly("released");
  }

  @Test
  void soIsWhatIsBehindOneThatHangsAndThatOneIsTold() throws Exception {
    assertThat(outputOf("stuck").lines())
        .contains("released", "released", "released", "released", "released")
        .anyMatch(line -> line.contains("1 disposals of 0 bytes were not released"))
        .noneMatch(line -> line.contains("NoClassDefFoundError"));
  }

  private static String outputOf(String end) throws IOException, InterruptedException {
    var options =
        List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dio.backdrop.exitSeconds=3");
    try (var jvm = ForkedJvm.start(options, ClosedLoaderMain.class, end)) {
      return jvm.awaitEnd();
    }
  }
}
