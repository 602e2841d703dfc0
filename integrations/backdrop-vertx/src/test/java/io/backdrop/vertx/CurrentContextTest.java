package io.backdrop.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.Backdrop;
import io.backdrop.Disposal;
import io.backdrop.Disposer;
import io.backdrop.testkit.Ledger;
import io.backdrop.testkit.LogCapture;
import io.vertx.core.Context;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxBootstrap;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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

  @Test
  void onTheThreadOfAnotherVertxTheOwnWorkersReleaseWhicheverWasThereBefore() throws Exception {
    var host = VertxBootstrap.create().enableShadowContext(true).init().vertx();
    var there = host.getOrCreateContext();
    for (int i = 0; i < 2; i++) {
      var guest = Vertx.vertx();
      var threads = new LinkedBlockingQueue<Thread>();

      there.runOnContext(ignored -> closeOnShadowOf(guest, threads));

      assertThat(threads.poll(30, TimeUnit.SECONDS).getName()).startsWith("vert.x-worker-thread-");
      guest.close().await();
    }
    host.close().await();
  }

  private static void closeOnShadowOf(Vertx guest, Queue<Thread> threads) {
    var shadow = (ContextInternal) guest.getOrCreateContext();
    assertThat(shadow.threadingModel()).isEqualTo(ThreadingModel.EXTERNAL);
    Disposer<String> noting = value -> threads.add(Thread.currentThread());
    shadow.dispatch(() -> Backdrop.of("value", noting, BackdropVertx.currentContext()).close());
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
