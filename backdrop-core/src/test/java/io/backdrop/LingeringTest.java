package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of a trash queue that nobody drains for a minute a warning says whose it is. */
class LingeringTest {

  private static final long MINUTE = Lingering.LIMIT;

  private final PendingDisposals pending = new PendingDisposals();
  private final Retries retries = new Retries(() -> 0, ListenerCalls.NONE, () -> {});
  private final Lingering lingering = new Lingering("pooled-7", pending, retries);

  private LogCapture log;

  @BeforeEach
  void capture() {
    log = new LogCapture();
  }

  @AfterEach
  void endCapture() {
    log.close();
  }

  private void close(int values) {
    for (int i = 0; i < values; i++) {
      pending.add(new ClaimableDisposal<>("value", Disposer.none(), null));
    }
  }

  @Test
  void valuesThatNobodyTakesAreWarnedOfOnce() {
    close(3);

    for (int minute = 0; minute < 5; minute++) {
      lingering.warnIfLeft(minute * MINUTE);
    }

    assertThat(log.warnings())
        .singleElement()
        .asString()
        .startsWith("3 disposals linger in the TrashQueue of thread pooled-7");
  }

  @Test
  void theMinuteBeginsWhenTheFirstIsSeen() {
    lingering.warnIfLeft(0);
    close(1);
    lingering.warnIfLeft(MINUTE);
    lingering.warnIfLeft(2 * MINUTE - 1);
    assertThat(log.warnings()).isEmpty();

    lingering.warnIfLeft(2 * MINUTE);

    assertThat(log.warnings()).hasSize(1);
  }

  @Test
  void aQueueOfWhichSomethingIsTakenNowAndThenDoesNotLinger() {
    close(10);

    for (int minute = 0; minute < 10; minute++) {
      lingering.warnIfLeft(minute * MINUTE);
      pending.poll();
      close(1);
    }

    assertThat(log.warnings()).isEmpty();
  }

  @Test
  void aValueThatIsReleasedInSlicesDoesNotLinger() {
    close(1);

    for (int minute = 0; minute < 10; minute++) {
      lingering.warnIfLeft(minute * MINUTE);
      pending.putBack(pending.poll());
    }

    assertThat(log.warnings()).isEmpty();
  }

  @Test
  void whatLingersAgainIsWarnedOfAgain() {
    close(2);
    lingering.warnIfLeft(0);
    lingering.warnIfLeft(MINUTE);
    pending.poll();
    lingering.warnIfLeft(2 * MINUTE);
    lingering.warnIfLeft(3 * MINUTE);

    assertThat(log.warnings()).hasSize(2);
  }
}
