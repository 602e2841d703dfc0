package io.backdrop.vertx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.backdrop.Backdrop;
import io.backdrop.BackdropStrategy;
import io.backdrop.Disposer;
import io.backdrop.testkit.FailingLog;
import io.backdrop.testkit.Ledger;
import io.backdrop.testkit.LogCapture;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.internal.WorkerExecutorInternal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WorkerExecutorTest extends WorkersTest {

  private final WorkerExecutor workers = vertx.createSharedWorkerExecutor("slow-files", 4);
  private final BackdropStrategy strategy = BackdropVertx.executeBlocking(workers);

  @Override
  BackdropStrategy strategy() {
    return BackdropVertx.executeBlocking(workers);
  }

  @Test
  void aValueIsReleasedByAThreadOfTheExecutor() throws Exception {
    var threads = new LinkedBlockingQueue<String>();

    Backdrop.of("value", value -> threads.add(Thread.currentThread().getName()), strategy).close();

    assertThat(threads.poll(30, TimeUnit.SECONDS)).startsWith("slow-files-");
  }

  @Test
  void anExecutorHasOneStrategy() {
    assertThat(BackdropVertx.executeBlocking(workers)).isSameAs(strategy);
    assertThat(BackdropVertx.executeBlocking(vertx.createSharedWorkerExecutor("others")))
        .isNotSameAs(strategy);
  }

  @Test
  void theOtherWorkersOfVertxGoOnWhileDisposersBlock() throws Exception {
    var ledger = new Ledger(100);
    var wentOn = new CountDownLatch(1);
    Disposer<Integer> waiting = value -> wentOn.await();
    for (int value = 0; value < ledger.size(); value++) {
      Backdrop.of(value, waiting.andThen(ledger), strategy).close();
    }

    assertThat(vertx.executeBlocking(() -> "went on").await()).isEqualTo("went on");

    assertThat(ledger.has(0)).isFalse();
    wentOn.countDown();
    ledger.await();
  }

  @Test
  void closingTheExecutorInTheMiddleLosesNothing() throws Exception {
    var ledger = new Ledger(5_000);
    var never = occupyAll();
    try (var warned = new Warned()) {
      for (int value = 0; value < ledger.size(); value++) {
        Backdrop.of(value, ledger, strategy).close();
      }

      workers.close();

      ledger.await();
      assertThat(warned.next())
          .contains("worker executor slow-files was closed with 5000 values pending");
    }
    ledger.assertEachReleasedOnce();
    never.countDown();
  }

  @Test
  void aLoggerThatFailsKeepsNoValueFromBeingReleased() throws Exception {
    var ledger = new Ledger(1_000);
    var never = occupyAll();
    for (int value = 0; value < ledger.size(); value++) {
      Backdrop.of(value, ledger, strategy).close();
    }
    try (var log = new FailingLog()) {
      workers.close();

      ledger.await();
    }
    ledger.assertEachReleasedOnce();
    never.countDown();
  }

  /** By tasks of the program's own, which hear of no interrupt. */
  private CountDownLatch occupyAll() throws InterruptedException {
    var begun = new CountDownLatch(4);
    var never = new CountDownLatch(1);
    for (int thread = 0; thread < 4; thread++) {
      workers.executeBlocking(
          () -> {
            begun.countDown();
            while (never.getCount() > 0) {
              Thread.onSpinWait();
              Thread.yield();
            }
            return null;
          },
          false);
    }
    begun.await();
    return never;
  }

  @Test
  void whoeverClosesWhileTheExecutorIsClosedLosesNothing() throws Exception {
    assertNothingIsLostWhenClosing(workers::close);
  }

  @Test
  void closingVertxInTheMiddleWaitsUntilAllIsReleased() throws Exception {
    var ledger = new Ledger(5_000);
    var never = occupyAll();
    for (int value = 0; value < ledger.size(); value++) {
      Backdrop.of(value, ledger, strategy).close();
    }

    vertx.close().await();

    ledger.assertEachReleasedOnce();
    never.countDown();
  }

  @Test
  void closingVertxInterruptsTheDisposersThatRun() throws Exception {
    var begun = new CountDownLatch(1);
    var ends = new LinkedBlockingQueue<String>();
    Disposer<String> slow =
        value -> {
          begun.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            ends.add("interrupted");
          }
        };
    Backdrop.of("value", slow, strategy).close();
    begun.await();

    vertx.close().await();

    assertThat(ends).containsExactly("interrupted");
  }

  @Test
  void itIsNamedAfterItsThreads() {
    assertThat(strategy).hasToString("Vert.x worker executor slow-files");
  }

  @Test
  void theExecutorStaysOpenAsLongAsItsStrategyIsUsed() throws Exception {
    var threads = new LinkedBlockingQueue<String>();
    var unnamed = BackdropVertx.executeBlocking(vertx.createSharedWorkerExecutor("garbage"));
    awaitThatVertxClosesGarbage();
    awaitThatVertxClosesGarbage(); // For the first one may have come before its turn.

    Backdrop.of("value", value -> threads.add(Thread.currentThread().getName()), unnamed).close();

    assertThat(threads.poll(30, TimeUnit.SECONDS)).startsWith("garbage-");
  }

  @Test
  void theStrategyOfAnExecutorThatEndsWithItsVerticleIsLetGo() throws Exception {
    var ledger = new Ledger(2);
    GarbageCollection.awaitEndOf(() -> deployAndUndeploy(ledger));
  }

  /** Else it would keep the class loader of this library, which may end before its Vert.x. */
  @Test
  void nothingOfAClosedExecutorIsKeptInTheDataOfVertx() throws Exception {
    var kept = vertx.sharedData().getLocalMap("io.backdrop.vertx");
    assertThat(kept).isNotEmpty();
    var emptied = new CountDownLatch(1);
    vertx.setPeriodic(
        10,
        each -> {
          if (kept.isEmpty()) {
            emptied.countDown();
          }
        });

    workers.close().await();

    assertThat(emptied.await(30, TimeUnit.SECONDS)).isTrue();
  }

  /** The last value is pending when the executor ends. */
  private BackdropStrategy deployAndUndeploy(Ledger ledger) throws Exception {
    var made = new CompletableFuture<BackdropStrategy>();
    var begun = new CountDownLatch(1);
    Disposer<Integer> untilInterrupted =
        value -> {
          begun.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException undeployed) {
            ledger.dispose(value);
          }
        };
    var verticle =
        new AbstractVerticle() {
          @Override
          public void start() {
            made.complete(
                BackdropVertx.executeBlocking(vertx.createSharedWorkerExecutor("own", 1)));
          }
        };
    var id = vertx.deployVerticle(verticle).await();
    Backdrop.of(0, untilInterrupted, made.get()).close();
    begun.await();
    Backdrop.of(1, ledger, made.get()).close();
    try (var log = new LogCapture()) {
      vertx.undeploy(id).await();
      ledger.await();
    }
    return made.get();
  }

  private void awaitThatVertxClosesGarbage() {
    var other = (WorkerExecutorInternal) vertx.createSharedWorkerExecutor("other");
    var pool = other.pool().executor();
    other = null;
    while (!pool.isShutdown()) {
      System.gc();
      Thread.yield();
    }
  }

  @Test
  void aNullExecutorIsRefused() {
    assertThatNullPointerException()
        .isThrownBy(() -> BackdropVertx.executeBlocking((WorkerExecutor) null))
        .withMessage("executor");
  }
}
