package io.backdrop.vertx;

import io.backdrop.Backdrop;
import io.backdrop.Disposer;
import io.backdrop.IncrementalDisposer;
import io.netty.channel.EventLoop;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an event loop releases that has, at times, no memory to be given a turn. */
@Timeout(60)
class MemoryEndsTest {

  private static final Duration LONGER_THAN_A_TURN = Duration.ofMillis(2);

  private final VertxInternal vertx = (VertxInternal) Vertx.vertx();

  /** How many of the next turns the loop has no memory for. */
  private final AtomicInteger refused = new AtomicInteger();

  private final Promise<Void> lastRefused = Promise.promise();

  private final ContextInternal context = context();

  private ContextInternal context() {
    var real = vertx.nettyEventLoopGroup().next();
    var loop =
        (EventLoop)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {EventLoop.class},
                (proxy, method, arguments) -> call(real, method, arguments));
    return vertx.contextBuilder().withEventLoop(loop).build();
  }

  private Object call(EventLoop real, Method method, Object[] arguments) throws Throwable {
    boolean isTurn = arguments != null && arguments[0] instanceof LoopTurns;
    int left = isTurn ? refused.getAndUpdate(some -> Math.max(0, some - 1)) : 0;
    if (left == 1) {
      lastRefused.complete();
    }
    if (left > 0) {
      throw new OutOfMemoryError("on purpose");
    }
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void aValueIsReleasedThoughItsTurnIsRefusedAndSoIsTheNext() {
    var released = Promise.<Void>promise();
    var next = Promise.<Void>promise();

    refused.set(1);
    closeOn(context, value -> released.complete());
    released.future().await();
    closeOn(context, value -> next.complete());

    next.future().await();
  }

  @Test
  void aLargeValueIsFinishedThoughItsNextTurnIsRefused() {
    var released = Promise.<Void>promise();

    closeOn(context, largeOne(released, 1));

    released.future().await();
  }

  @Test
  void aLargeValueIsFinishedThoughNoTurnCanBeHadAsSoonAsAnotherIsClosed() {
    var released = Promise.<Void>promise();

    closeOn(context, largeOne(released, 2));
    lastRefused.future().await();
    closeOn(context, value -> {});

    released.future().await();
  }

  /** Takes two turns, and has the loop refuse some once it has begun. */
  private IncrementalDisposer<String> largeOne(Promise<Void> released, int refusedTurns) {
    var steps = new AtomicInteger();
    return value ->
        () -> {
          if (steps.getAndIncrement() > 0) {
            released.complete();
            return false;
          }
          refused.set(refusedTurns);
          pass(LONGER_THAN_A_TURN);
          return true;
        };
  }

  private static void closeOn(ContextInternal context, Disposer<String> disposer) {
    context.runOnContext(
        there -> Backdrop.of("value", disposer, BackdropVertx.currentContext()).close());
  }

  private static void pass(Duration time) {
    long began = System.nanoTime();
    while (System.nanoTime() - began < time.toNanos()) {
      Thread.onSpinWait();
    }
  }
}
