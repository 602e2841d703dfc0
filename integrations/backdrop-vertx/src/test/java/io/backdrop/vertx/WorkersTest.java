package io.backdrop.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.Backdrop;
import io.backdrop.BackdropStrategy;
import io.backdrop.Disposer;
import io.backdrop.testkit.Ledger;
import io.backdrop.testkit.LogCapture;
import io.backdrop.testkit.Together;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What holds for values that are released by workers of Vert.x, whichever these are. */
@Tag("warned-once")
@Timeout(60)
abstract class WorkersTest {

  final Vertx vertx = Vertx.vertx();

  /** A strategy on these workers, made now. */
  abstract BackdropStrategy strategy();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void severalValuesAreReleasedSideBySide() throws Exception {
    var strategy = strategy();
    var all = new CountDownLatch(4);
    var ledger = new Ledger(4);
    Disposer<Integer> meeting =
        value -> {
          all.countDown();
          all.await();
        };

    for (int value = 0; value < ledger.size(); value++) {
      Backdrop.of(value, meeting.andThen(ledger), strategy).close();
    }

    ledger.await();
  }

  @Test
  void whoeverClosesWhileVertxIsClosedLosesNothing() throws Exception {
    assertNothingIsLostWhenClosing(vertx::close);
  }

  /** While four threads close values. */
  final void assertNothingIsLostWhenClosing(Runnable end) throws Exception {
    var ledger = new Ledger(8_000);
    var strategy = strategy();
    try (var log = new LogCapture()) {
      Together.run(
          4,
          thread -> {
            for (int value = thread; value < ledger.size(); value += 4) {
              if (value == 4_000) {
                end.run();
              }
              Backdrop.of(value, ledger, strategy).close();
            }
          });
      ledger.await();
    }
    ledger.assertEachReleasedOnce();
  }

  @Test
  void whatAVerticleClosesWhenItStopsWhileVertxEndsIsReleasedByWorkersBefore() {
    var ledger = new Ledger(5_000);
    var onWorkers = new AtomicInteger();
    Disposer<Integer> counting = value -> onWorkers.addAndGet(Context.isOnWorkerThread() ? 1 : 0);
    deploy(ledger, counting.andThen(ledger), () -> null);

    vertx.close().await();

    ledger.assertEachReleasedOnce();
    assertThat(onWorkers).hasValue(ledger.size());
  }

  @Test
  void aVerticleThatStopsWhileVertxEndsWithoutWaitingForItLosesNothing() throws Exception {
    var ledger = new Ledger(5_000);
    var stops = new CountDownLatch(1);
    var vertxEnds = new CountDownLatch(1);
    var id =
        deploy(
            ledger,
            ledger,
            () -> {
              stops.countDown();
              vertxEnds.await();
              return null;
            });
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

  /** On an event loop. */
  private String deploy(Ledger ledger, Disposer<Integer> disposer, Callable<Void> beforeStop) {
    var strategy = strategy();
    var verticle =
        new AbstractVerticle() {
          @Override
          public void stop() throws Exception {
            beforeStop.call();
            for (int value = 0; value < ledger.size(); value++) {
              Backdrop.of(value, disposer, strategy).close();
            }
          }
        };
    return vertx.deployVerticle(verticle).await();
  }

  @Test
  void theClassLoaderOfAVerticleThatMadeAStrategyIsLetGo() throws Exception {
    GarbageCollection.awaitEndOf(this::makeAStrategyInAVerticleWithAClassLoaderOfItsOwn);
  }

  /**
   * A thread of Vert.x's that begins in it inherits the class loader, so all loops begin before.
   */
  private ClassLoader makeAStrategyInAVerticleWithAClassLoaderOfItsOwn() {
    ((VertxInternal) vertx).nettyEventLoopGroup().forEach(loop -> loop.execute(() -> {}));
    var loader = new ClassLoader(getClass().getClassLoader()) {};
    var verticle =
        new AbstractVerticle() {
          @Override
          public void start() {
            assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(loader);
            strategy();
          }
        };
    var id = vertx.deployVerticle(verticle, new DeploymentOptions().setClassLoader(loader)).await();
    vertx.undeploy(id).await();
    return loader;
  }

  @Test
  void aStrategyMadeOfAVertxThatWasClosedLosesNothing() {
    List<Object> released = new ArrayList<>();
    vertx.close().await();
    try (var log = new LogCapture()) {
      Backdrop.of("value", released::add, strategy()).close();
    }
    assertThat(released).containsExactly("value");
  }

  @Test
  void aFailureIsReportedToTheExceptionHandlerOfVertx() throws Exception {
    var failure = new IllegalStateException("on purpose");
    var reported = new LinkedBlockingQueue<Throwable>();
    vertx.exceptionHandler(reported::add);

    Backdrop.of(
            "value",
            value -> {
              throw failure;
            },
            strategy())
        .close();

    assertThat(reported.poll(30, TimeUnit.SECONDS)).isSameAs(failure);
  }
}
