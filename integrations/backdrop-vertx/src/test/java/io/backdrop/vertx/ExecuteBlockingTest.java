package io.backdrop.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.Backdrop;
import io.backdrop.BackdropStrategy;
import io.backdrop.testkit.Ledger;
import io.vertx.core.Context;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ExecuteBlockingTest extends WorkersTest {

  @Override
  BackdropStrategy strategy() {
    return BackdropVertx.executeBlocking(vertx);
  }

  @Test
  void thereIsOneStrategyOfEachVertx() {
    assertThat(strategy()).isSameAs(strategy());
  }

  @Test
  void theEventLoopGoesOnWhileADisposerBlocks() throws Exception {
    var strategy = strategy();
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
  void closingVertxInTheMiddleWaitsUntilAllIsReleased() throws Exception {
    var ledger = new Ledger(5_000);
    var opened = new CountDownLatch(1);
    var strategy = strategy();
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
}
