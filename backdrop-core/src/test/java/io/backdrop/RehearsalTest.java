package io.backdrop;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a rehearsal must not do to who happens to be the first. */
@Timeout(60)
class RehearsalTest {

  @Test
  void aVirtualThreadThatHoldsTheLastCarrierIsNotKeptWaiting() throws Exception {
    var options = List.of("-Djdk.virtualThreadScheduler.parallelism=1");
    try (var jvm = ForkedJvm.start(options, RehearsalMain.class)) {
      jvm.awaitLine("released");
    }
  }
}
