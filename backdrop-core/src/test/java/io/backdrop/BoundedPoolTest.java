package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.testkit.Ledger;
import io.backdrop.testkit.Together;
import java.util.ArrayList;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A few platform threads that may block, with room for so much or for all that is closed. */
@Timeout(60)
class BoundedPoolTest {

  private final CountDownLatch opened = new CountDownLatch(1);

  @Test
  void whatFindsNoRoomIsReleasedByItsCloserWithOneWarning() throws Exception {
    var releasing = new ArrayList<Thread>();
    var later = new Ledger(3);
    try (var pool = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(3));
        var log = new LogCapture()) {
      var strategy = BackdropStrategy.on(pool);
      Backdrop.of("occupying", value -> opened.await(), strategy).close();
      closeAll(later, strategy);

      for (int times = 0; times < 2; times++) {
        Backdrop.of("value", value -> releasing.add(Thread.currentThread()), strategy).close();
      }

      assertThat(releasing).containsExactly(Thread.currentThread(), Thread.currentThread());
      assertThat(log.warnings()).hasSize(1);
      assertThat(later.has(0)).isFalse();
      opened.countDown();
    }
    later.await();
    later.assertEachReleasedOnce();
  }

  @Test
  void aShutdownInTheMiddleReleasesAllThatWasClosed() throws Exception {
    var ledger = new Ledger(5_000);
    try (var pool = ofTwoThreads()) {
      var strategy = BackdropStrategy.on(pool);
      Backdrop.of("occupying", value -> opened.await(), strategy).close();
      Backdrop.of("occupying", value -> opened.await(), strategy).close();
      closeAll(ledger, strategy);

      pool.shutdown();
      assertThat(ledger.has(0)).isFalse();
      opened.countDown();
    }
    ledger.await();
    ledger.assertEachReleasedOnce();
  }

  @Test
  void whoeverClosesWhileItShutsDownLosesNothing() throws Exception {
    var ledger = new Ledger(8_000);
    try (var pool = ofTwoThreads();
        var log = new LogCapture()) {
      var strategy = BackdropStrategy.on(pool);
      Together.run(
          4,
          thread -> {
            for (int value = thread; value < ledger.size(); value += 4) {
              if (value == 4_000) {
                pool.shutdown();
              }
              Backdrop.of(value, ledger, strategy).close();
            }
          });
    }
    ledger.await();
    ledger.assertEachReleasedOnce();
  }

  private static ThreadPoolExecutor ofTwoThreads() {
    return new ThreadPoolExecutor(2, 2, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
  }

  private static void closeAll(Ledger ledger, BackdropStrategy strategy) {
    for (int value = 0; value < ledger.size(); value++) {
      Backdrop.of(value, ledger, strategy).close();
    }
  }
}
