package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** As it is by default, a trash thread does not exhaust memory; in a JVM of its own. */
@Timeout(120)
class DefaultBoundTest {

  @Test
  void aThreadThatStandsStillLeavesRoomForDirectBuffers() throws Exception {
    var options = List.of("-Xmx64m", "-XX:+UseG1GC"); // To others the heap is a little smaller.
    try (var jvm = ForkedJvm.start(options, MemoryMain.class)) {
      var output = jvm.awaitEnd();

      assertThat(output).doesNotContain("OutOfMemoryError");
      assertThat(output).contains("in caller: 184"); // A quarter of the heap holds sixteen.
    }
  }
}
