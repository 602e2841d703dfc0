package io.backdrop.cli.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionVariablesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-XX:+UseG1GC",
        "-XX:-UseSerialGC",
        "-Xmx2g",
        "-Xms512m",
        "-Xmn100M",
        "'-XX:+UseZGC'",
        "\"-Xmx2g\"",
      })
  void whatSetsUpTheHeapIsLeftOut(String option) {
    assertThat(left("-Da=b " + option + " -ea").split(" +")).containsExactly("-Da=b", "-ea");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-XX:UseSVE=0",
        "-XX:+UseCompressedOops",
        "-XX:+UseGCOverheadLimit",
        "-Xmixed",
        "-javaagent:agent.jar=-XX:+UseG1GC",
      })
  void allElseIsPassedOn(String option) {
    assertThat(left(option)).isEqualTo(option);
  }

  private static String left(String options) {
    var environment = new HashMap<>(Map.of("JDK_JAVA_OPTIONS", options));
    OptionVariables.leaveOutHeap(environment);
    return environment.get("JDK_JAVA_OPTIONS");
  }

  @Test
  void aVariableThatIsNotSetStaysSo() {
    var environment = new HashMap<>(Map.of("HOME", "/root -Xmx1g"));
    OptionVariables.leaveOutHeap(environment);

    assertThat(environment).isEqualTo(Map.of("HOME", "/root -Xmx1g"));
  }
}
