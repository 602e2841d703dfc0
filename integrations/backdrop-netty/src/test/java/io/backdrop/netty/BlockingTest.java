package io.backdrop.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.Backdrop;
import io.backdrop.Disposer;
import io.backdrop.testkit.FailingLog;
import io.backdrop.testkit.Ledger;
import io.backdrop.testkit.LogCapture;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an executor group does that an event loop does not. */
@Timeout(60)
class BlockingTest {

  private final DefaultEventExecutorGroup group = new DefaultEventExecutorGroup(1);

  @AfterEach
  void shutDown() throws Exception {
    group.shutdownGracefully(0, 30, TimeUnit.SECONDS).sync();
  }

  @Test
  void theEventLoopGoesOnWhileADisposerBlocks() throws Exception {
    var echoed = new CountDownLatch(1);
    var released = new CountDownLatch(1);
    try (var loops = new Loops(1);
        var echo = new Echo(loops.group())) {
      var strategy = BackdropNetty.blocking(group);
      loops
          .first()
          .execute(() ->
              Backdrop.of(
                      "value",
                      value -> {
                        echoed.await();
                        released.countDown();
                      },
                      strategy)
                  .close());

      echo.sendAndAwait("ping");
      echoed.countDown();

      released.await();
    }
  }

  @Test
  void aLoggerThatFailsDoesNotEndTheExecutor() throws Exception {
    var released = new CountDownLatch(1);
    var strategy = BackdropNetty.blocking(group);
    Disposer<String> failing =
        value -> {
          throw new IllegalStateException("on purpose");
        };
    try (var log = new FailingLog()) {
      Backdrop.of("failing", failing, strategy).close();
      Backdrop.of("next", value -> released.countDown(), strategy).close();
      released.await();
    }
    assertThat(group.next().isShuttingDown()).isFalse();
  }

  @Test
  void aShutdownInTheMiddleReleasesAllThatWasClosed() throws Exception {
    var ledger = new Ledger(5_000);
    var begun = new CountDownLatch(1);
    var strategy = BackdropNetty.blocking(group);
    Backdrop.of("first", value -> begun.await(), strategy).close();
    for (int value = 0; value < ledger.size(); value++) {
      Backdrop.of(value, ledger, strategy).close();
    }

    group.shutdownGracefully(0, 30, TimeUnit.SECONDS);
    begun.countDown();

    ledger.await();
    ledger.assertEachReleasedOnce();
  }

  @Test
  void anExecutorOutlivesAFailure() throws Exception {
    var ledger = new Ledger(2);
    var strategy = BackdropNetty.blocking(group);

    Backdrop.of(
            0,
            ledger.andThen(value -> {
              throw new IllegalStateException("on purpose");
            }),
            strategy)
        .close();
    Backdrop.of(1, ledger, strategy).close();

    ledger.await();
    assertThat(group.isShuttingDown()).isFalse();
    assertThat(group.submit(() -> "still there").get(30, TimeUnit.SECONDS))
        .isEqualTo("still there");
  }

  @Test
  void theCloserKeepsItsOwnInterruptWhereAnExecutorReleasesInPlace() {
    var strategy = BackdropNetty.blocking(ImmediateEventExecutor.INSTANCE);
    Thread.currentThread().interrupt();

    Backdrop.of("value", value -> {}, strategy).close();

    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aDisposersInterruptDoesNotReachItsCloser() {
    var strategy = BackdropNetty.blocking(ImmediateEventExecutor.INSTANCE);

    Backdrop.of("value", value -> Thread.currentThread().interrupt(), strategy).close();

    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void aFailureIsLoggedAsNettyLogs() throws Exception {
    var failure = new IllegalStateException("on purpose");
    try (var log = new LogCapture(BackdropNetty.class.getName())) {
      Backdrop.of(
              "value",
              value -> {
                throw failure;
              },
              BackdropNetty.blocking(group))
          .close();
      shutDown();

      assertThat(log.records())
          .singleElement()
          .satisfies(record -> assertThat(record.getThrown()).isSameAs(failure));
    }
  }
}
