package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The system properties that leak detection begins with, each in a JVM of its own. */
@Timeout(120)
class LeakPropertiesTest {

  private static String run(List<String> properties, String... arguments) throws Exception {
    var options = properties.stream().map(property -> "-Dio.backdrop." + property).toList();
    try (var jvm = ForkedJvm.start(options, LeakPropertiesMain.class, arguments)) {
      var output = jvm.awaitEnd();
      assertThat(jvm.exitCode()).as(output).isZero();
      return output;
    }
  }

  @Test
  void withoutThemSomeLeaksAreFoundAndNoneIsReleased() throws Exception {
    assertThat(run(List.of(), "lose"))
        .contains("level SAMPLED, rescuing false", "found", "garbage collected while open")
        .contains("-Dio.backdrop.leakDetection=all tells where it was made");
  }

  @ParameterizedTest
  @CsvSource({"off,OFF", "sampled,SAMPLED", "all,ALL"})
  void theLevelIsTheOneNamed(String name, String level) throws Exception {
    assertThat(run(List.of("leakDetection=" + name)))
        .isEqualToIgnoringNewLines("level " + level + ", rescuing false");
  }

  @Test
  void rescueReleasesWhatWasLost() throws Exception {
    assertThat(run(List.of("leakDetection=all", "leakRescue=true"), "lose"))
        .contains("level ALL, rescuing true", "found");
  }

  @Test
  void anUnknownValueIsWarnedOfOnceAndTheDefaultIsUsed() throws Exception {
    var output = run(List.of("leakDetection=paranoid", "leakRescue=yes"));

    assertThat(output).contains("level SAMPLED, rescuing false");
    assertThat(warnings(output))
        .hasSize(2)
        .anyMatch(line ->
            line.contains("io.backdrop.leakDetection is \"paranoid\"")
                && line.contains("off, sampled, all"))
        .anyMatch(line -> line.contains("io.backdrop.leakRescue is \"yes\""));
  }

  private static Stream<String> warnings(String output) {
    return output.lines().filter(line -> line.startsWith("WARNING"));
  }
}
