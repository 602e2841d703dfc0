package io.backdrop.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.Backdrop;
import io.backdrop.Disposer;
import io.backdrop.RetryPolicy;
import io.netty.channel.SingleThreadEventLoop;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is closed so late that the event loop takes a task for it, and no further one. */
@Timeout(30)
class LastPassTest {

  private final Vertx vertx = Vertx.vertx();
  private final ContextInternal context = (ContextInternal) vertx.getOrCreateContext();

  @Test
  void itIsReleasedOnItsContext() {
    var contexts = new LinkedBlockingQueue<Context>();
    Disposer<String> noting = value -> contexts.add(Vertx.currentContext());

    closeInTheLastPass(noting);

    assertThat(contexts).containsExactly(context);
  }

  @Test
  void whatIsToBeTriedAgainHasItsAttemptsWithoutPauses() {
    var attempts = new AtomicInteger();
    Disposer<String> failing =
        value -> {
          attempts.incrementAndGet();
          throw new IllegalStateException("busy");
        };
    context.exceptionHandler(failure -> {});

    closeInTheLastPass(failing.retrying(RetryPolicy.of(3, Duration.ofHours(1))));

    assertThat(attempts).hasValue(3);
  }

  /**
   * The loop ends in two passes, and takes no task in the second. What follows the tasks of the
   * first can give it one for the second.
   */
  private void closeInTheLastPass(Disposer<String> disposer) {
    var loop = (SingleThreadEventLoop) context.nettyEventLoop();
    Runnable closing =
        () ->
            context.dispatch(
                () -> Backdrop.of("value", disposer, BackdropVertx.currentContext()).close());
    loop.addShutdownHook(() -> loop.executeAfterEventLoopIteration(closing));
    vertx.close().await();
  }
}
