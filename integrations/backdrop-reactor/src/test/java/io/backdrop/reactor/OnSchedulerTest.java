package io.backdrop.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backdrop.Backdrop;
import io.backdrop.BackdropStrategy;
import io.backdrop.Disposer;
import io.backdrop.testkit.FailingLog;
import io.backdrop.testkit.Ledger;
import io.backdrop.testkit.LogCapture;
import io.backdrop.testkit.Together;
import java.util.ArrayList;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

@Timeout(60)
class OnSchedulerTest {

  private final LinkedBlockingQueue<Thread> threads = new LinkedBlockingQueue<>();

  @Test
  void parallelReleasesOnAThreadThatMustNotBlock() throws Exception {
    Backdrop.of("v", v -> threads.add(Thread.currentThread()), BackdropReactor.parallel()).close();

    assertThat(Schedulers.isNonBlockingThread(threads.poll(30, TimeUnit.SECONDS))).isTrue();
  }

  @Test
  void boundedElasticReleasesOnAThreadThatMayBlock() throws Exception {
    var strategy = BackdropReactor.boundedElastic();

    Backdrop.of("v", v -> threads.add(Thread.currentThread()), strategy).close();

    var thread = threads.poll(30, TimeUnit.SECONDS);
    assertThat(thread).isNotSameAs(Thread.currentThread());
    assertThat(Schedulers.isNonBlockingThread(thread)).isFalse();
  }

  @Test
  void aDisposersInterruptDoesNotReachTheNextTaskOfAThread() throws Exception {
    var tasks = new LinkedBlockingQueue<Runnable>();
    var interrupted = new CompletableFuture<Boolean>();
    var strategy = BackdropReactor.on(Schedulers.fromExecutor(tasks::add));
    Backdrop.of("value", value -> Thread.currentThread().interrupt(), strategy).close();

    var worker =
        new Thread(() -> {
          tasks.remove().run();
          interrupted.complete(Thread.interrupted());
        });
    worker.start();

    assertThat(interrupted.get(30, TimeUnit.SECONDS)).isFalse();
  }

  @Test
  void thereIsOneStrategyOfEachOfReactorsOwnSchedulers() {
    assertThat(BackdropReactor.parallel()).isSameAs(BackdropReactor.parallel());
    assertThat(BackdropReactor.boundedElastic()).isSameAs(BackdropReactor.boundedElastic());
  }

  @Test
  void aSchedulerThatReplacesReactorsOwnIsUsed() throws Exception {
    var before = BackdropReactor.parallel();
    Schedulers.resetFactory();

    Backdrop.of("v", v -> threads.add(Thread.currentThread()), BackdropReactor.parallel()).close();

    assertThat(BackdropReactor.parallel()).isNotSameAs(before);
    assertThat(threads.poll(30, TimeUnit.SECONDS)).isNotSameAs(Thread.currentThread());
  }

  @Test
  void parallelGoesOnWhileDisposersOfBoundedElasticBlock() {
    var ledger = new Ledger(3);
    var went = new CountDownLatch(1);
    Disposer<Integer> waiting = value -> went.await();
    for (int value = 0; value < ledger.size(); value++) {
      Backdrop.of(value, waiting.andThen(ledger), BackdropReactor.boundedElastic()).close();
    }

    var answer = Mono.fromCallable(() -> "went on").subscribeOn(Schedulers.parallel()).block();

    assertThat(answer).isEqualTo("went on");
    assertThat(ledger.has(0)).isFalse();
    went.countDown();
  }

  @Test
  void whatASchedulersOwnThreadClosesIsReleasedLater() throws Exception {
    var ledger = new Ledger(1);
    var scheduler = Schedulers.newSingle("test");
    var strategy = BackdropReactor.on(scheduler);

    var releasedWithinClose =
        Mono.fromCallable(
                () -> {
                  Backdrop.of(0, ledger, strategy).close();
                  return ledger.has(0);
                })
            .subscribeOn(scheduler)
            .block();

    ledger.await();
    assertThat(releasedWithinClose).isFalse();
    scheduler.dispose();
  }

  @Test
  void disposingOfASingleThreadInTheMiddleLosesNothing() throws Exception {
    assertNothingIsLost(Schedulers.newSingle("test"), Scheduler::dispose);
  }

  @Test
  void disposingOfABoundedElasticInTheMiddleLosesNothing() throws Exception {
    assertNothingIsLost(Schedulers.newBoundedElastic(1, 10_000, "test"), Scheduler::dispose);
  }

  @Test
  void disposingGracefullyInTheMiddleLosesNothing() throws Exception {
    assertNothingIsLost(
        Schedulers.newBoundedElastic(1, 10_000, "test"),
        scheduler -> scheduler.disposeGracefully().subscribe());
  }

  private static void assertNothingIsLost(Scheduler scheduler, Consumer<Scheduler> end)
      throws Exception {
    var ledger = new Ledger(5_000);
    var released = new CountDownLatch(1);
    try (var log = new LogCapture()) {
      closeAllBehindOneThatWaits(ledger, BackdropReactor.on(scheduler), released);

      end.accept(scheduler);

      ledger.await();
      log.await("pending");
      assertThat(log.messages())
          .anySatisfy(message ->
              assertThat(message).contains("Reactor scheduler", "was disposed of", "pending"));
    }
    released.countDown();
    ledger.assertEachReleasedOnce();
  }

  @Test
  void aLoggerThatFailsLosesNothing() throws Exception {
    var ledger = new Ledger(100);
    var scheduler = Schedulers.newSingle("test");
    var strategy = BackdropReactor.on(scheduler);
    try (var log = new FailingLog()) {
      closeAllBehindOneThatWaits(ledger, strategy, new CountDownLatch(1));

      scheduler.dispose();

      ledger.await();
    }
    ledger.assertEachReleasedOnce();
  }

  private static void closeAllBehindOneThatWaits(
      Ledger ledger, BackdropStrategy strategy, CountDownLatch opened) throws Exception {
    var waits = new CountDownLatch(1);
    Backdrop.of(
            "first",
            value -> {
              waits.countDown();
              opened.await();
            },
            strategy)
        .close();
    waits.await();
    for (int value = 0; value < ledger.size(); value++) {
      Backdrop.of(value, ledger, strategy).close();
    }
  }

  @Test
  void whoeverClosesWhileTheSchedulerIsDisposedOfLosesNothing() throws Exception {
    for (int round = 0; round < 5; round++) {
      var ledger = new Ledger(8_000);
      var scheduler = Schedulers.newParallel("test", 2);
      var strategy = BackdropReactor.on(scheduler);
      try (var log = new LogCapture()) {
        Together.run(
            4,
            thread -> {
              for (int value = thread; value < ledger.size(); value += 4) {
                if (value == 4_000) {
                  scheduler.dispose();
                }
                Backdrop.of(value, ledger, strategy).close();
              }
            });
        ledger.await();
      }
      ledger.assertEachReleasedOnce();
    }
  }

  @Test
  void aFailureIsReportedAsReactorReportsThoseOfTasks() throws Exception {
    var failure = new IllegalStateException("on purpose");
    var reported = new LinkedBlockingQueue<Throwable>();
    var scheduler = Schedulers.newSingle("test");
    Schedulers.onHandleError("test", (thread, thrown) -> reported.add(thrown));
    try {
      Backdrop.of(
              "value",
              value -> {
                throw failure;
              },
              BackdropReactor.on(scheduler))
          .close();

      assertThat(reported.poll(30, TimeUnit.SECONDS)).isSameAs(failure);
    } finally {
      Schedulers.resetOnHandleError("test");
      scheduler.dispose();
    }
  }

  @Test
  void aFailureInPlaceReachesTheCloser() {
    var failure = new IllegalStateException("on purpose");
    var backdrop =
        Backdrop.of(
            "value",
            value -> {
              throw failure;
            },
            BackdropReactor.on(Schedulers.immediate()));

    assertThatThrownBy(backdrop::close).isSameAs(failure);
  }

  @Test
  void aFailureInPlaceReachesItsCloserAlsoWhenAnotherOneCameMeanwhile() {
    var first = new IllegalStateException("first");
    var second = new IllegalStateException("second");
    var strategy = new AtomicReference<BackdropStrategy>();
    strategy.set(
        inPlace(task -> {
          try {
            task.run();
          } catch (IllegalStateException thrown) {
            if (thrown == first) {
              assertThatThrownBy(() -> closeFailing(second, strategy.get())).isSameAs(second);
            }
            throw thrown;
          }
        }));

    assertThatThrownBy(() -> closeFailing(first, strategy.get())).isSameAs(first);
  }

  @Test
  void whatASchedulerThrowsAfterItHasRunATaskIsReported() {
    var failure = new IllegalStateException("on purpose");
    var released = new ArrayList<Object>();
    var strategy =
        inPlace(task -> {
          task.run();
          throw failure;
        });

    var reported = reportedBy(() -> Backdrop.of("value", released::add, strategy).close());

    assertThat(reported).containsExactly(failure);
    assertThat(released).containsExactly("value");
  }

  @Test
  void aRefusalOfWhatHasBeenReleasedAllTheSameIsNotReported() {
    var released = new ArrayList<Object>();
    var strategy =
        inPlace(task -> {
          task.run();
          throw new RejectedExecutionException("too late");
        });

    var reported = reportedBy(() -> Backdrop.of("value", released::add, strategy).close());

    assertThat(reported).isEmpty();
    assertThat(released).containsExactly("value");
  }

  @Test
  void aFailureInPlaceReachesItsCloserAlsoWhenAnotherValueWasClosedMeanwhile() {
    var failure = new IllegalStateException("on purpose");
    var released = new ArrayList<String>();
    var strategy = new AtomicReference<BackdropStrategy>();
    var nested = new AtomicBoolean();
    strategy.set(
        inPlace(task -> {
          if (!nested.getAndSet(true)) {
            Backdrop.of("second", released::add, strategy.get()).close();
          }
          task.run();
        }));

    assertThatThrownBy(() -> closeFailing(failure, strategy.get())).isSameAs(failure);

    assertThat(released).containsExactly("second");
  }

  private static void closeFailing(RuntimeException failure, BackdropStrategy strategy) {
    Backdrop.of(
            "value",
            value -> {
              throw failure;
            },
            strategy)
        .close();
  }

  private static BackdropStrategy inPlace(Consumer<Runnable> run) {
    return BackdropReactor.on(
        new Scheduler() {
          @Override
          public Disposable schedule(Runnable task) {
            run.accept(task);
            return Disposables.disposed();
          }

          @Override
          public Worker createWorker() {
            return Schedulers.immediate().createWorker();
          }
        });
  }

  /** What comes to the uncaught exception handler of this thread meanwhile. */
  private static Collection<Throwable> reportedBy(Runnable action) {
    var reported = new ArrayList<Throwable>();
    var thread = Thread.currentThread();
    thread.setUncaughtExceptionHandler((own, thrown) -> reported.add(thrown));
    try {
      action.run();
    } finally {
      thread.setUncaughtExceptionHandler(null);
    }
    return reported;
  }

  @Test
  void aNullSchedulerIsRefused() {
    assertThatNullPointerException()
        .isThrownBy(() -> BackdropReactor.on(null))
        .withMessage("scheduler");
  }

  @Test
  void anOlderReactorIsRefusedByItsVersion() {
    var without35 = new ClassLoader(null) {};

    assertThatIllegalStateException()
        .isThrownBy(() -> ReactorVersion.check(without35))
        .withMessageContaining("needs Reactor 3.5 or newer")
        .withMessageContaining("found 3.");
  }
}
