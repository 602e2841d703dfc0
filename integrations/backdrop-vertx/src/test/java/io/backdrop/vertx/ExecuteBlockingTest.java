package io.backdrop.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.Backdrop;
import io.backdrop.Disposer;
import io.backdrop.testkit.Ledger;
import io.backdrop.testkit.LogCapture;
import io.backdrop.testkit.Together;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("warned-once")
@Timeout(60)
class ExecuteBlockingTest {

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void theEventLoopGoesOnWhileADisposerBlocks() throws Exception {
    var strategy = BackdropVertx.executeBlocking(vertx);
    var wentOn = new CountDownLatch(1);
    var threads = new LinkedBlockingQueue<Boolean>();
    var context = vertx.getOrCreateContext();

    context.runOnContext(there ->
        Backdrop.of(
                "value",
                value -> {
                  wentOn.await();
                  threads.add(Context.isOnWorkerThread());
                },
                strategy)
            .close());
    context.runOnContext(there -> wentOn.countDown());

    assertThat(threads.poll(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void severalValuesAreReleasedSideBySide() throws Exception {
    var strategy = BackdropVertx.executeBlocking(vertx);
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
  void closingVertxInTheMiddleWaitsUntilAllIsReleased() throws Exception {
    var ledger = new Ledger(5_000);
    var opened = new CountDownLatch(1);
    var strategy = BackdropVertx.executeBlocking(vertx);
    for (int thread = 0; thread < 20; thread++) {
      Backdrop.of("blocks", value -> opened.await(), strategy).close();
    }
    for (int value = 0; value < ledger.size(); value++) {
      Backdrop.of(value, ledger, strategy).close();
    }

    var closed = vertx.close();
    opened.countDown();
    closed.await();

    ledger.assertEachReleasedOnce();
  }

  @Test
  void whoeverClosesWhileVertxIsClosedLosesNothing() throws Exception {
    var ledger = new Ledger(8_000);
    var strategy = BackdropVertx.executeBlocking(vertx);
    try (var log = new LogCapture()) {
      Together.run(
          4,
          thread -> {
            for (int value = thread; value < ledger.size(); value += 4) {
              if (value == 4_000) {
                vertx.close();
              }
              Backdrop.of(value, ledger, strategy).close();
            }
          });
      ledger.await();
    }
    ledger.assertEachReleasedOnce();
  }

  @Test
  void aVertxThatWasClosedLeavesValuesToTheirClosersWithOneWarning() {
    List<Object> released = new ArrayList<>();
    var before = BackdropVertx.executeBlocking(vertx);
    vertx.close().await();
    try (var log = new LogCapture()) {
      Backdrop.of("one", released::add, before).close();
      Backdrop.of("two", released::add, before).close();

      assertThat(released).containsExactly("one", "two");
      assertThat(log.messages())
          .filteredOn(message -> message.contains("workers of Vert.x"))
          .hasSizeLessThanOrEqualTo(1);
    }
  }

  @Test
  void aStrategyMadeOfAVertxThatWasClosedLosesNothing() {
    List<Object> released = new ArrayList<>();
    vertx.close().await();
    try (var log = new LogCapture()) {
      Backdrop.of("value", released::add, BackdropVertx.executeBlocking(vertx)).close();
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
            BackdropVertx.executeBlocking(vertx))
        .close();

    assertThat(reported.poll(30, TimeUnit.SECONDS)).isSameAs(failure);
  }
}
