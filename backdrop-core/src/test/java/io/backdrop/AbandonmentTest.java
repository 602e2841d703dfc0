package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.testkit.FailingLog;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The values of a queue that was dropped are released, whatever fails meanwhile. */
@Timeout(60)
class AbandonmentTest {

  private final Retries retries = new Retries(() -> 0, ListenerCalls.NONE, () -> {});

  @Test
  void aLoggerThatFailsLosesNone() throws Exception {
    var released = new CountDownLatch(3);
    try (var log = new FailingLog()) {
      abandon(released);
      GarbageCollection.untilTrue(() -> released.getCount() == 0);
    }
  }

  private static void abandon(CountDownLatch released) throws InterruptedException {
    var owner = new Thread(() -> closeInto(new TrashQueue(), released), "owner");
    owner.start();
    owner.join();
  }

  private static void closeInto(TrashQueue queue, CountDownLatch released) {
    for (int i = 0; i < 3; i++) {
      Backdrop.of("value", value -> released.countDown(), queue).close();
    }
  }

  @Test
  void whoTakesThemSeesWhatTheyAre() {
    var taken = new ArrayList<Disposal>();
    var pending = new PendingDisposals();
    Disposer<String> disposer = value -> {};
    var weighed = disposer.weighing(String::length);
    pending.add(ClaimableDisposal.of("value", weighed, null));
    pending.add(ClaimableDisposal.of("memory", weighed.memoryOnly(), null));
    try (var log = new LogCapture()) {
      Abandonment.release(
          "owner", pending, retries, new Isolation(FailureHandler.logging()), taken::add);
    }
    var disposal = (ClaimableDisposal<?>) taken.getFirst();
    var memory = (ClaimableDisposal<?>) taken.getLast();

    assertThat(disposal.type()).isEqualTo(String.class);
    assertThat(disposal.value()).isEqualTo("value");
    assertThat(disposal.weight()).isEqualTo(5);
    assertThat(disposal.isMemoryOnly()).isFalse();
    assertThat(memory.isMemoryOnly()).isTrue();
  }

  @Test
  void whatWaitsForAnotherAttemptKeepsNoOtherWaiting() throws Exception {
    var released = new CountDownLatch(1);
    Disposer<String> failing =
        value -> {
          throw new IOException("busy, on purpose");
        };
    var pending = new PendingDisposals();
    var tomorrow = RetryPolicy.of(2, Duration.ofDays(1));
    pending.add(new ClaimableDisposal<>("busy", failing.retrying(tomorrow), null));
    pending.add(new ClaimableDisposal<>("behind", value -> released.countDown(), null));
    var trash = TrashThread.start();
    try (var log = new LogCapture()) {
      Abandonment.release(
          "owner", pending, retries, new Isolation(FailureHandler.logging()), trash);
      released.await();

      assertThat(trash.stats().retried()).isEqualTo(1);
    } finally {
      trash.close(Duration.ZERO);
    }
  }

  @Test
  void whatIsGivenUpInTheEndIsToldAsTheQueueWouldHave() {
    var failed = new ArrayList<Class<?>>();
    var attempts = new AtomicInteger();
    Disposer<String> failing =
        value -> {
          attempts.incrementAndGet();
          throw new IOException("busy, on purpose");
        };
    var pending = new PendingDisposals();
    var soon = RetryPolicy.of(3, Duration.ofMillis(1));
    pending.add(new ClaimableDisposal<>("busy", failing.retrying(soon), null));
    try (var log = new LogCapture();
        var trash = TrashThread.start()) {
      Abandonment.release(
          "owner",
          pending,
          retries,
          new Isolation((disposal, failure) -> failed.add(disposal.type())),
          trash);
    }

    assertThat(attempts).hasValue(3);
    assertThat(failed).containsExactly(String.class);
  }

  @Test
  void thePauseBeforeTheNextAttemptIsAsLongElsewhere() {
    Disposer<String> failing =
        value -> {
          throw new IOException("busy, on purpose");
        };
    var pause = Duration.ofSeconds(30);
    var busy = new ClaimableDisposal<>("busy", failing.retrying(RetryPolicy.of(2, pause)), null);
    var isolation = new Isolation(FailureHandler.logging());

    var next = new AbandonedDisposal(busy, isolation, null).attempt();

    assertThat(next).extracting(Retry::pause).isEqualTo(pause.toNanos());
  }

  @Test
  void whatWaitsForAnotherAttemptIsCountedInTheWarning() {
    var next = new ClaimableDisposal<>("busy", Disposer.none(), null);
    retries.add(new Retry(next, 1), 0, Batch.NO_POSITION, () -> {});

    assertThat(warningsOfRelease()).singleElement().asString().contains("owner", "its 1 disposals");
  }

  @Test
  void ofAQueueThatIsEmptyNothingIsSaid() {
    assertThat(warningsOfRelease()).isEmpty();
  }

  private List<String> warningsOfRelease() {
    try (var log = new LogCapture()) {
      var isolation = new Isolation(FailureHandler.logging());
      Abandonment.release(
          "owner", new PendingDisposals(), retries, isolation, BackdropStrategy.leak());
      return log.warnings();
    }
  }

  @Test
  void whereNoThreadIsToBeHadTheyAreReleasedInPlace() {
    var released = new ArrayList<String>();
    var failed = new ArrayList<Throwable>();
    var pending = new PendingDisposals();
    Disposer<String> failing =
        value -> {
          released.add(value);
          throw new IllegalStateException("on purpose");
        };
    for (var value : List.of("one", "two", "three")) {
      pending.add(new ClaimableDisposal<>(value, failing, null));
    }
    BackdropStrategy refusing =
        disposal -> {
          throw new OutOfMemoryError("no thread, on purpose");
        };
    try (var log = new LogCapture()) {
      Abandonment.release(
          "nobody",
          pending,
          retries,
          new Isolation((disposal, failure) -> failed.add(failure)),
          refusing);

      assertThat(log.warnings())
          .anyMatch(warning -> warning.contains("nobody") && warning.contains("3 disposals"));
    }
    assertThat(released).containsExactly("one", "two", "three");
    assertThat(failed).hasSize(3);
  }
}
