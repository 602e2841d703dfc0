package io.backdrop.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.Backdrop;
import io.backdrop.Disposer;
import io.backdrop.testkit.Ledger;
import io.backdrop.testkit.LogCapture;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What the current context does for each kind of verticle. */
@ParameterizedClass
@EnumSource(names = {"EVENT_LOOP", "WORKER", "VIRTUAL_THREAD"})
@Timeout(60)
class VerticleTest {

  private final DeploymentOptions options;
  private final Vertx vertx = Vertx.vertx();

  VerticleTest(ThreadingModel model) {
    this.options = new DeploymentOptions().setThreadingModel(model);
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void whatAHandlerClosesIsReleasedByItsContextAfterIt() throws Exception {
    var contexts = new LinkedBlockingQueue<Context>();
    var own = new LinkedBlockingQueue<Context>();
    var releasedBeside = new LinkedBlockingQueue<Boolean>();
    var verticle =
        new AbstractVerticle() {
          @Override
          public void start() throws Exception {
            own.add(context);
            Backdrop.of(
                    "value",
                    value -> contexts.add(Vertx.currentContext()),
                    BackdropVertx.currentContext())
                .close();
            awaitWorkersOf(context);
            releasedBeside.add(!contexts.isEmpty());
          }
        };

    vertx.deployVerticle(verticle, options).await();

    assertThat(contexts.poll(30, TimeUnit.SECONDS)).isSameAs(own.take());
    assertThat(releasedBeside.take()).isFalse();
  }

  /** Until they have run all that they were given before. */
  private static void awaitWorkersOf(Context context) throws InterruptedException {
    var done = new CountDownLatch(1);
    context.executeBlocking(() -> {
      done.countDown();
      return null;
    });
    done.await();
  }

  @Test
  void aFailureIsReportedToTheExceptionHandlerOfTheContext() throws Exception {
    var failure = new IllegalStateException("on purpose");
    var reported = new LinkedBlockingQueue<Throwable>();
    Disposer<String> failing =
        value -> {
          throw failure;
        };

    vertx.deployVerticle(
        new AbstractVerticle() {
          @Override
          public void start() {
            context.exceptionHandler(reported::add);
            Backdrop.of("value", failing, BackdropVertx.currentContext()).close();
          }
        },
        options);

    assertThat(reported.poll(30, TimeUnit.SECONDS)).isSameAs(failure);
  }

  @Test
  void vertxEndsAfterWhatIsPendingAndWhatStopCloses() throws Exception {
    var ledger = new Ledger(2_000);
    var opened = new CountDownLatch(1);
    var verticle =
        new Deployed() {
          @Override
          public void stop() {
            closeAll(ledger, 1_000, 2_000);
          }
        };
    vertx.deployVerticle(verticle, options).await();
    verticle.run(() -> {
      closeOneThatWaits(opened);
      closeAll(ledger, 0, 1_000);
    });

    var closed = vertx.close();
    opened.countDown();
    closed.await();

    ledger.assertEachReleasedOnce();
  }

  /** On a virtual thread it would wait for ten seconds for the end of this very thread. */
  @Test
  void vertxDoesNotGoOnWithItsEndOnTheThreadThatReleases() throws Exception {
    var opened = new CountDownLatch(1);
    var onWorkers = new LinkedBlockingQueue<Boolean>();
    var internal = (VertxInternal) vertx;
    var context = internal.contextBuilder().withThreadingModel(options.getThreadingModel()).build();
    var handedOff = new CountDownLatch(1);
    context.runOnContext(turn -> {
      closeOneThatWaits(opened);
      handedOff.countDown();
    });
    handedOff.await();
    internal
        .closeFuture()
        .future()
        .onComplete(ended -> onWorkers.add(isWorker(Thread.currentThread())));

    var closed = vertx.close();
    opened.countDown();
    closed.await();

    assertThat(onWorkers.take()).isFalse();
  }

  /** Lets a test run something on its context. */
  private static class Deployed extends AbstractVerticle {

    final void run(Runnable closing) throws InterruptedException {
      var done = new CountDownLatch(1);
      context.runOnContext(turn -> {
        closing.run();
        done.countDown();
      });
      done.await();
    }
  }

  private static boolean isWorker(Thread thread) {
    return thread.isVirtual() || Context.isOnWorkerThread();
  }

  private static void closeOneThatWaits(CountDownLatch latch) {
    Backdrop.of("value", value -> latch.await(), BackdropVertx.currentContext()).close();
  }

  @Test
  void aVerticleThatStopsWhileVertxEndsWithoutWaitingForItLosesNothing() throws Exception {
    var ledger = new Ledger(2_000);
    var stops = new CountDownLatch(1);
    var vertxEnds = new CountDownLatch(1);
    var verticle =
        new AbstractVerticle() {
          @Override
          public void start() {
            closeAll(ledger, 0, 1);
          }

          @Override
          public void stop() {
            closeAll(ledger, 1, 1_000);
            stops.countDown();
            awaitWhateverInterrupts(vertxEnds);
            closeAll(ledger, 1_000, 2_000);
          }
        };
    var id = vertx.deployVerticle(verticle, options).await();

    try (var log = new LogCapture()) {
      vertx.undeploy(id);
      stops.await();
      var closed = vertx.close();
      vertxEnds.countDown();
      ledger.await();
      closed.await();
    }

    ledger.assertEachReleasedOnce();
  }

  private static void closeAll(Ledger ledger, int from, int to) {
    var strategy = BackdropVertx.currentContext();
    for (int value = from; value < to; value++) {
      Backdrop.of(value, ledger, strategy).close();
    }
  }

  private static void awaitWhateverInterrupts(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      Thread.onSpinWait();
      Thread.yield();
    }
  }
}
