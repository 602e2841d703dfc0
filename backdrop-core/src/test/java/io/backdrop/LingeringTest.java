package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.Reference;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of a trash queue that nobody drains for a minute a warning says whose it is. */
class LingeringTest {

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

  private void look(int times) {
    for (int i = 0; i < times; i++) {
      lingering.look();
    }
  }

  @Test
  void valuesThatNobodyTakesAreWarnedOfOnce() {
    close(3);

    look(5 * Lingering.LOOKS);

    assertThat(log.warnings())
        .singleElement()
        .asString()
        .startsWith("The TrashQueue of thread pooled-7 has 3 disposals pending");
  }

  @Test
  void theMinuteBeginsWhenTheFirstIsSeen() {
    look(Lingering.LOOKS);
    close(1);
    look(Lingering.LOOKS - 1);
    assertThat(log.warnings()).isEmpty();

    look(1);

    assertThat(log.warnings()).hasSize(1);
  }

  @Test
  void aQueueOfWhichSomethingIsTakenNowAndThenDoesNotLinger() {
    close(10);

    for (int minute = 0; minute < 10; minute++) {
      look(Lingering.LOOKS - 1);
      pending.poll();
      close(1);
    }

    assertThat(log.warnings()).isEmpty();
  }

  @Test
  void aValueThatIsReleasedInSlicesDoesNotLinger() {
    close(1);

    for (int minute = 0; minute < 10; minute++) {
      look(Lingering.LOOKS - 1);
      pending.putBack(pending.poll());
    }

    assertThat(log.warnings()).isEmpty();
  }

  @Test
  void aRealQueueIsLookedAt() throws Exception {
    var made = new CompletableFuture<TrashQueue>();
    Runnable leavingOne =
        () -> {
          var queue = new TrashQueue();
          Backdrop.of("value", Disposer.none(), queue).close();
          made.complete(queue);
        };
    Thread.ofPlatform().name("leaves one").start(leavingOne).join();

    for (int i = 0;
        i < 5 * Lingering.LOOKS;
        i++) { // Its watch may look as well, and count one less.
      Lingering.lookAtAll();
    }

    assertThat(log.warnings()).anyMatch(warning -> warning.contains("leaves one has 1 disposals"));
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .contains("backdrop-queue-watch");
    Reference.reachabilityFence(made.join());
  }

  @Test
  void whatWaitsForAnotherAttemptIsPendingAndDoesNotLinger() {
    var busy = new ClaimableDisposal<>("busy", Disposer.none(), null);
    retries.add(new Retry(busy, 1), 0, 0, () -> {});

    look(Lingering.LOOKS);

    assertThat(lingering.pending()).isEqualTo(1);
    assertThat(log.warnings()).isEmpty();
  }

  @Test
  void whatLingersAgainIsWarnedOfAgain() {
    close(2);
    look(Lingering.LOOKS);
    pending.poll();
    look(Lingering.LOOKS);

    assertThat(log.warnings()).hasSize(2);
  }
}
