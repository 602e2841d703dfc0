package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long the end of the JVM waits for what does not end is for the user to say. */
@Timeout(60)
class ExitLimitTest {

  @Test
  void isTenSecondsByDefault() {
    assertThat(ExitDrain.limitOf(null)).isEqualTo(Duration.ofSeconds(10));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "1.5", "ten", "99999999999999999999"})
  void isThatAlsoWhereThePropertyIsNoSuchNumberWhichIsWarnedOf(String seconds) {
    try (var log = new LogCapture()) {
      assertThat(ExitDrain.limitOf(seconds)).isEqualTo(Duration.ofSeconds(10));

      assertThat(log.warnings())
          .singleElement()
          .asString()
          .contains("io.backdrop.exitSeconds is \"" + seconds + "\"");
    }
  }

  @Test
  void isWhatThePropertySays(@TempDir Path folder) throws Exception {
    var options = List.of("-Dio.backdrop.exitSeconds=1");
    var file = folder.resolve("released").toString();
    try (var jvm = ForkedJvm.start(options, ExitMain.class, "stuck", file)) {
      assertThat(jvm.awaitEnd()).contains("did not finish within PT1S at exit");
    }
  }

  @Test
  void holdsAlsoWhereNobodyReadsWhatIsPrinted(@TempDir Path folder) throws Exception {
    var options = List.of("-Dio.backdrop.exitSeconds=1");
    var file = folder.resolve("released").toString();
    try (var jvm = ForkedJvm.start(options, ExitMain.class, "stuck unread", file)) {
      jvm.awaitEnd(); // Which fails where it does not end.
    }
  }

  @Test
  void isForAllTrashThreadsTogether(@TempDir Path folder) throws Exception {
    var options = List.of("-Dio.backdrop.exitSeconds=1");
    var file = folder.resolve("released").toString();
    try (var jvm = ForkedJvm.start(options, ExitMain.class, "many stuck", file)) {
      assertThat(jvm.awaitEnd()).contains("did not finish within PT1S at exit");
    }
    var begun = Instant.parse(Files.readString(Path.of(file)));
    assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void mayBeAsLongAsANumberCanSay(@TempDir Path folder) throws Exception {
    var options = List.of("-Dio.backdrop.exitSeconds=" + Long.MAX_VALUE);
    var file = folder.resolve("released");
    try (var jvm = ForkedJvm.start(options, ExitMain.class, "normal", file.toString())) {
      assertThat(jvm.awaitEnd()).doesNotContain("Exception");
    }
    assertThat(file).content().hasLineCount(ExitMain.VALUES);
  }
}
