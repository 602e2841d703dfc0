package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.testkit.FailingLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What no caller can be told of. */
class WarningsTest {

  @Test
  void whatTheLoggerDoesNotTakeIsPrinted() {
    var printed = printed(() -> Warnings.log("Disposing failed", new IOException("disk full")));

    assertThat(printed).contains("Disposing failed", "java.io.IOException: disk full");
  }

  /** As where nobody reads it, or memory ends. */
  @Test
  void whatCannotBePrintedEitherHarmsNobody() {
    var before = System.err;
    System.setErr(null);
    try (var log = new FailingLog()) {
      Warnings.log("Disposing failed", new IOException("disk full"));
    } finally {
      System.setErr(before);
    }
  }

  private static String printed(Runnable logging) {
    var bytes = new ByteArrayOutputStream();
    var before = System.err;
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try (var log = new FailingLog()) {
      logging.run();
    } finally {
      System.setErr(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
