package io.backdrop.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.Backdrop;
import io.backdrop.Disposer;
import io.backdrop.IncrementalDisposer;
import io.backdrop.RetryPolicy;
import io.netty.channel.EventLoop;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What contexts that share an event loop leave to it. */
@Timeout(60)
class ManyContextsTest {

  private static final Duration LONGER_THAN_A_TURN = Duration.ofMillis(2);

  private final VertxInternal vertx =
      (VertxInternal) Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void theyReleaseForOneTurnTogetherBeforeTheLoopLooksAfterItsChannels() throws Exception {
    var contexts = contexts(100);
    var enough = new CountDownLatch(20);
    var steps = new AtomicInteger();
    var most = new AtomicInteger();
    IncrementalDisposer<String> endless =
        value ->
            () -> {
              steps.incrementAndGet();
              pass(LONGER_THAN_A_TURN);
              return enough.getCount() > 0;
            };

    var loop = contexts.getFirst().nettyEventLoop();
    closeOnEach(contexts, endless);
    countBetweenTurns(loop, steps, most, enough);

    assertThat(enough.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(most.get()).as("steps between two turns of the loop").isLessThanOrEqualTo(3);
  }

  /** What is scheduled runs once in each turn of a loop, between which that looks at channels. */
  private static void countBetweenTurns(
      EventLoop loop, AtomicInteger steps, AtomicInteger most, CountDownLatch enough) {
    loop.schedule(
        () -> {
          int since = steps.getAndSet(0);
          most.accumulateAndGet(since, Math::max);
          enough.countDown();
          if (enough.getCount() > 0) {
            countBetweenTurns(loop, steps, most, enough);
          }
        },
        0,
        TimeUnit.MILLISECONDS);
  }

  @Test
  void oneThatReleasesALargeValueLeavesTimeToTheOthers() {
    var released = Promise.<Void>promise();
    var contexts = contexts(2);
    IncrementalDisposer<String> endless = value -> () -> !released.future().isComplete();
    Disposer<String> completing = value -> released.complete();

    closeOnEach(contexts.subList(0, 1), endless);
    closeOnEach(contexts.subList(1, 2), completing);

    released.future().await();
  }

  @Test
  void atTheEndOfVertxTheyWaitTogetherForWhatIsToBeTriedAgain() throws Exception {
    var attempts = new AtomicInteger();
    Disposer<String> failing =
        value -> {
          attempts.incrementAndGet();
          throw new IllegalStateException("busy");
        };
    var contexts = contexts(10);
    vertx.exceptionHandler(failure -> {});
    closeOnEach(contexts, failing.retrying(RetryPolicy.of(2, Duration.ofHours(1))));
    awaitFirstAttempts(attempts, contexts.size());

    long began = System.nanoTime();
    vertx.close().await();

    assertThat(attempts).hasValue(2 * contexts.size());
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
  }

  private void awaitFirstAttempts(AtomicInteger attempts, int count) {
    var made = Promise.<Void>promise();
    vertx.setPeriodic(
        1,
        timer -> {
          if (attempts.get() == count) {
            made.tryComplete();
          }
        });
    made.future().await();
  }

  private List<ContextInternal> contexts(int count) {
    return Stream.generate(
            () -> vertx.contextBuilder().withThreadingModel(ThreadingModel.EVENT_LOOP).build())
        .limit(count)
        .toList();
  }

  private static void closeOnEach(List<ContextInternal> contexts, Disposer<String> disposer) {
    contexts.forEach(context ->
        context.runOnContext(
            there -> Backdrop.of("value", disposer, BackdropVertx.currentContext()).close()));
  }

  private static void pass(Duration time) {
    long began = System.nanoTime();
    while (System.nanoTime() - began < time.toNanos()) {
      Thread.onSpinWait();
    }
  }
}
