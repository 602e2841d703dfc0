package io.backdrop.reactor;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.Backdrop;
import io.backdrop.BackdropStrategy;
import io.backdrop.testkit.Ledger;
import io.backdrop.testkit.LogCapture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.Disposable;
import reactor.core.Exceptions;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** What a scheduler does not take, the closer releases, and one warning names the scheduler. */
@Tag("warned-once")
@Timeout(60)
class RefusalTest {

  @Test
  void becauseItWasDisposedOf() throws Exception {
    var disposed = Schedulers.newParallel("test", 1);
    disposed.dispose();

    assertRefusedInPlace(BackdropReactor.on(disposed));
  }

  /** It looks at the worst moment: as the scheduler is about to refuse. */
  @Test
  void theWatchDoesNotRescueWhatIsClosedOnADisposedScheduler() throws Exception {
    var ledger = new Ledger(1);
    var releasing = new ConcurrentLinkedQueue<Thread>();
    var refusing = new RescuedMeanwhile();
    refusing.strategy = new OnScheduler(refusing);

    Backdrop.of(
            0,
            ledger.andThen(each -> releasing.add(Thread.currentThread())),
            requireNonNull(refusing.strategy))
        .close();

    ledger.await();
    assertThat(releasing).containsExactly(Thread.currentThread());
  }

  /** Was disposed of; before it says so, the watch comes by. */
  private static final class RescuedMeanwhile implements Scheduler {

    private @Nullable OnScheduler strategy;

    @Override
    public Disposable schedule(Runnable task) {
      requireNonNull(strategy).rescue();
      throw Exceptions.failWithRejected();
    }

    @Override
    public Worker createWorker() {
      throw Exceptions.failWithRejected();
    }

    @Override
    public boolean isDisposed() {
      return true;
    }
  }

  @Test
  void becauseItIsFull() throws Exception {
    var full = Schedulers.newBoundedElastic(1, 1, "test");
    var running = new CountDownLatch(1);
    var filled = new CountDownLatch(1);
    full.schedule(() -> {
      running.countDown();
      awaitQuietly(filled);
    });
    running.await();
    full.schedule(() -> {});
    try {
      assertRefusedInPlace(BackdropReactor.on(full));
    } finally {
      filled.countDown();
      full.dispose();
    }
  }

  private static void assertRefusedInPlace(BackdropStrategy strategy) throws Exception {
    var ledger = new Ledger(100);
    var releasing = new ConcurrentLinkedQueue<Thread>();
    try (var log = new LogCapture()) {
      for (int value = 0; value < ledger.size(); value++) {
        Backdrop.of(value, ledger.andThen(each -> releasing.add(Thread.currentThread())), strategy)
            .close();
      }
      ledger.await();

      assertThat(releasing).hasSize(ledger.size()).containsOnly(Thread.currentThread());
      assertThat(log.messages())
          .filteredOn(message -> message.contains("released in place"))
          .singleElement()
          .asString()
          .contains("Reactor scheduler");
    }
  }

  @Test
  void eachSchedulerIsNamed() {
    var first = Schedulers.newParallel("first", 1);
    var second = Schedulers.newParallel("second", 1);
    first.dispose();
    second.dispose();
    try (var log = new LogCapture()) {
      Backdrop.of("value", value -> {}, BackdropReactor.on(first)).close();
      Backdrop.of("value", value -> {}, BackdropReactor.on(second)).close();

      assertThat(log.messages()).anyMatch(message -> message.contains("\"first\""));
      assertThat(log.messages()).anyMatch(message -> message.contains("\"second\""));
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException disposed) {
      Thread.currentThread().interrupt();
    }
  }
}
