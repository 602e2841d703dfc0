package io.backdrop.vertx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backdrop.Backdrop;
import io.backdrop.testkit.Ledger;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Completable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the current context does for a worker whose threads may be taken from it. */
@Tag("warned-once")
@Timeout(60)
class WorkerVerticleTest {

  private final VertxInternal vertx = (VertxInternal) Vertx.vertx();
  private final Ledger ledger = new Ledger(5_000);

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void aWorkerThatIsUndeployedInTheMiddleLosesNothing() {
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
    ledger.assertEachReleasedOnce();
  }

  @Test
  void theInterruptThatTakesItsThreadDoesNotReachTheDisposers() throws Exception {
    var interrupted = new LinkedBlockingQueue<Boolean>();
    var worker =
        new AbstractVerticle() {
          @Override
          public void start() {
            Backdrop.of(
                    "value",
                    value -> interrupted.add(Thread.currentThread().isInterrupted()),
                    BackdropVertx.currentContext())
                .close();
            throw new IllegalStateException("on purpose");
          }
        };

    vertx.deployVerticle(worker, ownWorker());

    assertThat(interrupted.take()).isFalse();
  }

  @Test
  void aWorkerThatFailsToStartWhenVertxBeginsToEndLosesNothing() throws Exception {
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

  /** Vert.x takes its end up again when it does not wait any more for the one that has failed. */
  @Test
  void aWorkerThatFailsToStartWhileVertxEndsLosesNothing() throws Exception {
    var vertxEnds = new LinkedBlockingQueue<Completable<Void>>();
    var started = new CountDownLatch(1);
    var failed = new CountDownLatch(1);
    var vertxGoesOn = new LinkedBlockingQueue<Completable<Void>>();
    vertx.addCloseHook(vertxEnds::add);
    var worker =
        new AbstractVerticle() {
          @Override
          public void start() throws Exception {
            started.countDown();
            vertxGoesOn.add(vertxEnds.take());
            closeAllOf(ledger);
            ((ContextInternal) context)
                .addCloseHook(completion -> {
                  failed.countDown();
                  completion.succeed();
                });
            throw new IllegalStateException("on purpose");
          }
        };

    vertx.deployVerticle(worker, ownWorker());
    started.await();
    var closed = vertx.close();
    failed.await();
    vertxGoesOn.take().succeed();

    closed.await();
    ledger.await();
    ledger.assertEachReleasedOnce();
  }

  @Test
  void whatAPoolForgetsGoesToTheGlobalTrashThreadWithAWarning() throws Exception {
    var occupied = new CountDownLatch(1);
    var pool = Executors.newSingleThreadExecutor();
    pool.execute(() -> {
      while (occupied.getCount() > 0) {
        Thread.yield();
      }
    });
    var context =
        vertx
            .contextBuilder()
            .withThreadingModel(ThreadingModel.WORKER)
            .withWorkerPool(vertx.wrapWorkerPool(pool))
            .build();
    try (var warned = new Warned()) {
      context.dispatch(() -> closeAllOf(ledger));
      pool.shutdownNow();
      occupied.countDown();

      vertx.close().await();

      ledger.await();
      assertThat(warned.next()).contains("ended with 5000 values pending", "global trash thread");
    }
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
}
