package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A trash thread where memory ends. */
@Timeout(60)
class FullHeapTest {

  @Test
  void aFailureThatCannotBeToldKeepsNothingBehindItFromBeingReleased() throws Exception {
    var options = List.of("-Xmx24m", "-XX:+UseSerialGC");
    try (var jvm = ForkedJvm.start(options, FullHeapMain.class)) {
      var output = jvm.awaitEnd();

      assertThat(jvm.exitCode()).as(output).isZero();
    }
  }
}
