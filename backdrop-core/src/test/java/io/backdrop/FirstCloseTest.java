package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The first value that a JVM closes waits for no class, unless an executor has one of its own. */
@Timeout(60)
class FirstCloseTest {

  private static final List<String> TELLING_OF_CLASSES = List.of("-Xlog:class+init=info");

  @ParameterizedTest
  @EnumSource(
      names = {
        "TRASH_THREAD",
        "SIGNALLED_TRASH_THREAD",
        "GLOBAL_TRASH_THREAD",
        "TRASH_QUEUE",
        "THREAD_PER_DISPOSAL",
        "VIRTUAL_THREAD",
        "FOUR_VIRTUAL_THREADS"
      })
  void itsCloserInitializesNone(EveryStrategy strategy) throws Exception {
    try (var jvm = ForkedJvm.start(TELLING_OF_CLASSES, FirstCloseMain.class, strategy.name())) {
      var printed = jvm.awaitEnd();
      var before = printed.substring(0, printed.indexOf("closing\n"));
      var meanwhile = printed.substring(before.length(), printed.indexOf("closed\n"));

      assertThat(initialized(before)).isNotEmpty();
      assertThat(initialized(meanwhile)).isEmpty();
    }
  }

  private static List<String> initialized(String printed) {
    return printed.lines().filter(line -> line.endsWith("by thread \"main\"")).toList();
  }
}
