package io.backdrop.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.Backdrop;
import io.backdrop.BackdropStrategy;
import io.backdrop.Disposal;
import io.backdrop.testkit.Ledger;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CurrentEventLoopTest {

  @Test
  void eachLoopReleasesWhatItCloses() throws Exception {
    var elsewhere = new ArrayList<Disposal>();
    try (var loops = new Loops(3)) {
      var strategy = BackdropNetty.currentEventLoop(loops.group(), elsewhere::add);
      for (var executor : loops.group()) {
        var loop = (EventLoop) executor;
        var released = new LinkedBlockingQueue<Boolean>();
        loop.execute(
            () -> Backdrop.of("v", v -> released.add(loop.inEventLoop()), strategy).close());

        assertThat(released.poll(30, TimeUnit.SECONDS)).isTrue();
      }
    }
    assertThat(elsewhere).isEmpty();
  }

  @Test
  void whatOthersCloseGoesElsewhere() throws Exception {
    var elsewhere = new ArrayList<Disposal>();
    try (var loops = new Loops(2)) {
      var strategy = BackdropNetty.currentEventLoop(loops.group(), elsewhere::add);

      Backdrop.of("value", value -> {}, strategy).close();
    }
    assertThat(elsewhere).hasSize(1);
  }

  @Test
  void aShutdownInTheMiddleReleasesAllThatWasClosed() throws Exception {
    var ledger = new Ledger(5_000);
    var elsewhere = new ArrayList<Disposal>();
    var shuttingDown = new CountDownLatch(1);
    try (var loops = new Loops(1)) {
      var strategy = BackdropNetty.currentEventLoop(loops.group(), elsewhere::add);
      loops.first().execute(() -> closeAll(ledger, strategy, shuttingDown));
      loops.beginShutdown();
      shuttingDown.countDown();
    }
    ledger.await();
    ledger.assertEachReleasedOnce();
    assertThat(elsewhere).isEmpty();
  }

  /** Half of them while the loop shuts down. */
  private static void closeAll(
      Ledger ledger, BackdropStrategy strategy, CountDownLatch shuttingDown) {
    for (int value = 0; value < ledger.size(); value++) {
      if (value == ledger.size() / 2) {
        awaitQuietly(shuttingDown);
      }
      Backdrop.of(value, ledger, strategy).close();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
