package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where memory ends. */
@Timeout(60)
class FullHeapTest {

  private static final List<String> SMALL = List.of("-Xmx24m", "-XX:+UseSerialGC");

  @Test
  void aFailureThatCannotBeToldKeepsNothingBehindItFromBeingReleased() throws Exception {
    assertSucceeds(FullHeapMain.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "63"})
  void whatIsRefusedIsReleasedAllTheSame(String filling) throws Exception {
    assertSucceeds(FullHeapRefusalMain.class, filling);
  }

  private static void assertSucceeds(Class<?> main, String... arguments) throws Exception {
    try (var jvm = ForkedJvm.start(SMALL, main, arguments)) {
      var output = jvm.awaitEnd();

      assertThat(jvm.exitCode()).as(output).isZero();
    }
  }
}
