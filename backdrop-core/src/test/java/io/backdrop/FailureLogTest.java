package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each failure has its line in the log; of many that are alike, one has its stack trace. */
class FailureLogTest {

  private long nanos;

  private final FailureLog handler = new FailureLog(() -> nanos);

  private final LogCapture log = new LogCapture();

  @AfterEach
  void endCapture() {
    log.close();
  }

  private void fail(Object value, Exception failure) {
    Disposer<Object> failing =
        item -> {
          throw failure;
        };
    new Isolation(handler).run(ClaimableDisposal.of(value, failing, null));
  }

  @Test
  void ofManyThatAreAlikeEachIsOneLine() {
    for (int i = 0; i < 1_000; i++) {
      fail("value", new IOException("file " + i));
    }

    assertThat(log.warnings())
        .hasSize(1_000)
        .contains(
            "Disposing of a java.lang.String failed: java.io.IOException: file 999. The stack trace of one like it was logged within the last minute.");
    assertThat(log.thrown()).hasSize(1);
    assertThat(log.thrown().getFirst()).hasRootCauseMessage("file 0");
  }

  @Test
  void theLineNamesTheTypeOfAValueWhoseFailureIsUnchecked() {
    fail("value", new IllegalStateException("first"));
    fail("value", new IllegalStateException("second"));

    assertThat(log.warnings().getLast())
        .startsWith(
            "Disposing of a java.lang.String failed: java.lang.IllegalStateException: second. The");
  }

  @Test
  void eachTypeOfValueAndEachClassOfExceptionHasAStackTrace() {
    fail("value", new IOException());
    fail(1, new IOException());
    fail("value", new InterruptedException());
    Thread.interrupted();
    fail("value", new IllegalStateException());

    assertThat(log.thrown()).hasSize(4);
  }

  @Test
  void aMinuteLaterTheStackTraceIsThereAgain() {
    fail("value", new IOException());
    nanos += Duration.ofMinutes(1).toNanos();
    fail("value", new IOException());

    assertThat(log.thrown()).hasSize(2);
  }

  @Test
  void theLineHasCausesAndWhatIsSuppressedToo() {
    fail("value", new IllegalStateException("first"));
    var failure = new IllegalStateException("second", new IOException("cause"));
    failure.addSuppressed(new IOException("other file", failure));
    fail("value", failure);

    assertThat(log.warnings().getLast())
        .contains(
            "java.lang.IllegalStateException: second; java.io.IOException: cause; java.io.IOException: other file.");
  }

  @Test
  void anExceptionThatDoesNotTellItsMessageIsLoggedWithItsStackTrace() {
    class Untold extends IllegalStateException {
      private static final long serialVersionUID = 1L;

      @Override
      public String getMessage() {
        throw new UnsupportedOperationException("on purpose");
      }
    }

    fail("value", new Untold());
    fail("value", new Untold());

    assertThat(log.thrown()).hasSize(2).hasOnlyElementsOfType(Untold.class);
    assertThat(log.warnings()).containsOnly("Disposing of a java.lang.String failed");
  }
}
