package io.backdrop.vertx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backdrop.Backdrop;
import io.backdrop.Disposal;
import io.backdrop.testkit.Ledger;
import io.backdrop.testkit.LogCapture;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("warned-once")
@Timeout(60)
class CurrentContextTest {

  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void valuesAreReleasedByTheContextThatClosesThemAndNotWithinClose() throws Exception {
    var contexts = new LinkedBlockingQueue<Context>();
    var strategy = BackdropVertx.currentContext();
    var releasedWithinClose = new LinkedBlockingQueue<Boolean>();

    context.runOnContext(there -> {
      Backdrop.of("v", v -> contexts.add(Vertx.currentContext()), strategy).close();
      releasedWithinClose.add(!contexts.isEmpty());
    });

    assertThat(contexts.poll(30, TimeUnit.SECONDS)).isSameAs(context);
    assertThat(releasedWithinClose.take()).isFalse();
  }

  @Test
  void theContextOfARequestIsNotKeptForTheRelease() throws Exception {
    var contexts = new LinkedBlockingQueue<Context>();
    var request = ((ContextInternal) context).duplicate();
    var strategy = BackdropVertx.currentContext();

    request.runOnContext(
        there -> Backdrop.of("v", v -> contexts.add(Vertx.currentContext()), strategy).close());

    assertThat(contexts.poll(30, TimeUnit.SECONDS)).isSameAs(context);
  }

  @ParameterizedTest
  @EnumSource(names = {"EVENT_LOOP", "WORKER", "VIRTUAL_THREAD"})
  void everyKindOfVerticleReleasesWhatItCloses(ThreadingModel model) throws Exception {
    var threads = new LinkedBlockingQueue<Boolean>();
    var strategy = BackdropVertx.currentContext();
    var verticle =
        new AbstractVerticle() {
          @Override
          public void start() {
            Backdrop.of("v", v -> threads.add(Context.isOnEventLoopThread()), strategy).close();
          }
        };

    vertx.deployVerticle(verticle, new DeploymentOptions().setThreadingModel(model)).await();

    assertThat(threads.poll(30, TimeUnit.SECONDS)).isEqualTo(model == ThreadingModel.EVENT_LOOP);
  }

  @Test
  void outsideOfAnyContextTheFallbackTakesTheValue() {
    var outside = new ArrayList<Disposal>();

    Backdrop.of("value", value -> {}, BackdropVertx.currentContext(outside::add)).close();

    assertThat(outside).hasSize(1);
  }

  @Test
  void outsideOfAnyContextAndWithoutAFallbackTheCloserReleasesAndOneWarningSaysSo() {
    List<Object> released = new ArrayList<>();
    var strategy = BackdropVertx.currentContext();
    try (var log = new LogCapture()) {
      Backdrop.of("one", released::add, strategy).close();
      Backdrop.of("two", released::add, strategy).close();

      assertThat(released).containsExactly("one", "two");
      assertThat(log.messages()).singleElement().asString().contains("current Vert.x context");
      assertThat(log.records().getFirst().getThrown()).hasMessageContaining("no Vert.x context");
    }
  }

  @Test
  void aFailureIsReportedToTheExceptionHandlerOfTheContext() throws Exception {
    var failure = new IllegalStateException("on purpose");
    var reported = new LinkedBlockingQueue<Throwable>();
    context.exceptionHandler(reported::add);

    context.runOnContext(there ->
        Backdrop.of(
                "value",
                value -> {
                  throw failure;
                },
                BackdropVertx.currentContext())
            .close());

    assertThat(reported.poll(30, TimeUnit.SECONDS)).isSameAs(failure);
  }

  @Test
  void closingVertxInTheMiddleReleasesAllThatWasClosed() throws Exception {
    var ledger = new Ledger(5_000);
    var strategy = BackdropVertx.currentContext();
    var closedAll = new CountDownLatch(1);
    context.runOnContext(there -> {
      for (int value = 0; value < ledger.size(); value++) {
        Backdrop.of(value, ledger, strategy).close();
      }
      vertx.close();
      closedAll.countDown();
    });
    closedAll.await();

    ledger.await();
    ledger.assertEachReleasedOnce();
  }

  @Test
  void aWorkerThatIsUndeployedInTheMiddleLosesNothing() throws Exception {
    var ledger = new Ledger(5_000);
    var worker =
        new AbstractVerticle() {
          @Override
          public void stop() {
            closeAllOf(ledger);
          }
        };
    var id = vertx.deployVerticle(worker, ownWorker()).await();

    vertx.undeploy(id).await();

    ledger.assertEachReleasedOnce();
  }

  @Test
  void aWorkerThatFailsToStartLosesNothingThoughItsThreadIsTaken() throws Exception {
    var ledger = new Ledger(5_000);
    var worker =
        new AbstractVerticle() {
          @Override
          public void start() {
            closeAllOf(ledger);
            throw new IllegalStateException("on purpose");
          }
        };

    var deployed = vertx.deployVerticle(worker, ownWorker());

    assertThatThrownBy(deployed::await).hasMessage("on purpose");
    ledger.await();
    ledger.assertEachReleasedOnce();
  }

  @Test
  void vertxEndsAfterWhatAWorkerThatFailedToStartHadClosed() throws Exception {
    var ledger = new Ledger(5_000);
    var worker =
        new AbstractVerticle() {
          @Override
          public void start() {
            closeAllOf(ledger);
            vertx.close();
            throw new IllegalStateException("on purpose");
          }
        };

    vertx.deployVerticle(worker, ownWorker());

    ledger.await();
    ledger.assertEachReleasedOnce();
  }

  private static void closeAllOf(Ledger ledger) {
    var strategy = BackdropVertx.currentContext();
    for (int value = 0; value < ledger.size(); value++) {
      Backdrop.of(value, ledger, strategy).close();
    }
  }

  private static DeploymentOptions ownWorker() {
    return new DeploymentOptions()
        .setThreadingModel(ThreadingModel.WORKER)
        .setWorkerPoolName("own")
        .setWorkerPoolSize(1);
  }

  @Test
  void aContextWhoseVertxHasEndedLeavesTheValueToItsCloser() {
    List<Object> released = new ArrayList<>();
    vertx.close().await();
    try (var log = new LogCapture()) {
      ((ContextInternal) context)
          .dispatch(
              () -> Backdrop.of("value", released::add, BackdropVertx.currentContext()).close());

      assertThat(released).containsExactly("value");
      assertThat(log.messages()).singleElement().asString().contains("Vert.x");
    }
  }
}
