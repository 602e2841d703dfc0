package io.backdrop.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.backdrop.Backdrop;
import io.backdrop.BackdropStrategy;
import io.backdrop.Disposer;
import io.backdrop.IncrementalDisposer;
import io.backdrop.RetryPolicy;
import io.backdrop.testkit.Ledger;
import io.backdrop.testkit.LogCapture;
import io.backdrop.testkit.Together;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What releasing on an event loop means for the loop. */
@Timeout(60)
class EventLoopTest {

  @Test
  void valuesAreReleasedByTheLoopInTheOrderOfClosing() throws Exception {
    var released = new ArrayList<Integer>();
    var onLoop = new ArrayList<Boolean>();
    try (var loops = new Loops(1)) {
      var strategy = BackdropNetty.eventLoop(loops.first());
      for (int value = 0; value < 5_000; value++) {
        Backdrop.of(
                value,
                each -> {
                  released.add(each);
                  onLoop.add(loops.first().inEventLoop());
                },
                strategy)
            .close();
      }
    }
    assertThat(released).hasSize(5_000).isSorted();
    assertThat(onLoop).containsOnly(true);
  }

  @Test
  void whatTheLoopItselfClosesIsReleasedInALaterTurn() throws Exception {
    var ledger = new Ledger(1);
    try (var loops = new Loops(1)) {
      var strategy = BackdropNetty.eventLoop(loops.first());

      var releasedWithinClose =
          loops
              .first()
              .submit(() -> {
                Backdrop.of(0, ledger, strategy).close();
                return ledger.has(0);
              })
              .get();

      ledger.await();
      assertThat(releasedWithinClose).isFalse();
    }
  }

  @Test
  void whatIsToBeTriedAgainIsLookedAfterLessAndLessOften() throws Exception {
    var loop = new RecordingLoop();
    var strategy = BackdropNetty.eventLoop(loop, Duration.ofMinutes(1)); // No turn takes that long.
    Backdrop.of("busy", busyUntilTomorrow(), strategy).close();

    while (loop.delays.size() < 6) {
      Thread.onSpinWait();
    }
    loop.shutdownGracefully(0, 30, TimeUnit.SECONDS).sync();

    assertThat(loop.delays).startsWith(1L, 2L, 4L, 8L, 8L, 8L);
  }

  private static Disposer<String> busyUntilTomorrow() {
    Disposer<String> failing =
        value -> {
          throw new IOException("busy, on purpose");
        };
    return failing.retrying(RetryPolicy.of(3, Duration.ofDays(1)));
  }

  /** In milliseconds. */
  private static final class RecordingLoop extends DefaultEventLoop {
    private final Queue<Long> delays = new ConcurrentLinkedQueue<>();

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
      delays.add(unit.toMillis(delay));
      return super.schedule(command, delay, unit);
    }
  }

  @Test
  void aLoopThatEndsDoesNotWaitForAnAttemptOfTomorrow() throws Exception {
    var attempts = new AtomicInteger();
    var tried = new CountDownLatch(1);
    Disposer<String> failing =
        value -> {
          attempts.incrementAndGet();
          tried.countDown();
          throw new IOException("busy, on purpose");
        };
    var tomorrow = RetryPolicy.of(3, Duration.ofDays(1));
    try (var loops = new Loops(1)) {
      var strategy = BackdropNetty.eventLoop(loops.first());
      Backdrop.of("busy", failing.retrying(tomorrow), strategy).close();
      tried.await();
    }
    assertThat(attempts).hasValue(3);
  }

  @Test
  void oneTaskIsPendingForThousandsOfValues() throws Exception {
    var ledger = new Ledger(10_000);
    var opened = new CountDownLatch(1);
    try (var loops = new Loops(1)) {
      var strategy = BackdropNetty.eventLoop(loops.first());
      loops.occupyUntil(opened);
      for (int value = 0; value < ledger.size(); value++) {
        Backdrop.of(value, ledger, strategy).close();
      }

      assertThat(loops.pendingTasks()).isEqualTo(1);

      opened.countDown();
      ledger.await();
    }
    ledger.assertEachReleasedOnce();
  }

  @Test
  void theChannelsOfTheLoopGoOnWhileALargeValueIsReleased() throws Exception {
    var echoed = new AtomicBoolean();
    var ended = new CountDownLatch(1);
    IncrementalDisposer<String> untilEchoed =
        value ->
            () -> {
              boolean more = !echoed.get();
              if (!more) {
                ended.countDown();
              }
              return more;
            };
    try (var loops = new Loops(1);
        var echo = new Echo(loops.group())) {
      Backdrop.of("large", untilEchoed, BackdropNetty.eventLoop(loops.first())).close();

      echo.sendAndAwait("ping");
      echoed.set(true);

      ended.await();
    }
  }

  @Test
  void theChannelsOfTheLoopGoOnWhileDisposersCloseFurtherValues() throws Exception {
    var echoed = new AtomicBoolean();
    var ended = new CountDownLatch(1);
    try (var loops = new Loops(1);
        var echo = new Echo(loops.group())) {
      var strategy = BackdropNetty.eventLoop(loops.first());
      closeAnotherUntil(echoed, ended, strategy);

      echo.sendAndAwait("ping");
      echoed.set(true);

      ended.await();
    }
  }

  private static void closeAnotherUntil(
      AtomicBoolean echoed, CountDownLatch ended, BackdropStrategy strategy) {
    Backdrop.of(
            "value",
            value -> {
              if (echoed.get()) {
                ended.countDown();
              } else {
                closeAnotherUntil(echoed, ended, strategy);
              }
            },
            strategy)
        .close();
  }

  @Test
  void aShutdownInTheMiddleOfALargeValueFinishesIt() throws Exception {
    var begun = new CountDownLatch(1);
    var shuttingDown = new CountDownLatch(1);
    var steps = new CompletableFuture<Integer>();
    IncrementalDisposer<Integer> counting =
        most -> {
          var done = new int[1];
          return () -> {
            begun.countDown();
            shuttingDown.await();
            if (++done[0] < most) {
              return true;
            }
            return !steps.complete(done[0]);
          };
        };
    var ledger = new Ledger(1_000);
    try (var loops = new Loops(1)) {
      var strategy = BackdropNetty.eventLoop(loops.first());
      Backdrop.of(300, counting, strategy).close();
      for (int value = 0; value < ledger.size(); value++) {
        Backdrop.of(value, ledger, strategy).close();
      }
      begun.await();
      loops.beginShutdown();
      shuttingDown.countDown();
    }
    assertThat(steps).isCompletedWithValue(300);
    ledger.assertEachReleasedOnce();
  }

  @Test
  void whoeverClosesWhileTheLoopShutsDownLosesNothing() throws Exception {
    for (int round = 0; round < 20; round++) {
      var ledger = new Ledger(8_000);
      try (var loops = new Loops(1);
          var log = new LogCapture()) {
        var strategy = BackdropNetty.eventLoop(loops.first());
        Together.run(
            4,
            thread -> {
              for (int value = thread; value < ledger.size(); value += 4) {
                if (value == 4_000) {
                  loops.beginShutdown();
                }
                Backdrop.of(value, ledger, strategy).close();
              }
            });
      }
      ledger.await();
      ledger.assertEachReleasedOnce();
    }
  }

  @Test
  void whoeverGoesOnClosingDoesNotKeepTheLoopFromEnding() throws Exception {
    Disposer<Object> slow = value -> LockSupport.parkNanos(10_000_000);
    try (var loops = new Loops(1);
        var log = new LogCapture()) {
      var strategy = BackdropNetty.eventLoop(loops.first());
      for (int i = 0; i < 120; i++) { // More than a second of work.
        Backdrop.of("value", slow, strategy).close();
      }
      loops.beginShutdown();
      long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (!loops.first().isTerminated() && System.nanoTime() - end < 0) {
        Backdrop.of("value", slow, strategy).close();
        LockSupport.parkNanos(5_000_000); // Two, while one is released.
      }
      assertThat(loops.first().isTerminated()).isTrue();
      assertThat(log.messages()).anyMatch(message -> message.contains("Netty event loop"));
    }
  }

  @Test
  void whoeverClosesWhileALoopEndsThatIsRunByHandLosesNothing() throws Exception {
    for (int round = 0; round < 50; round++) {
      var ledger = new Ledger(2_000);
      try (var log = new LogCapture()) {
        Together.run(4, new ManualRound(ledger)::part);
      }
      ledger.await();
      ledger.assertEachReleasedOnce();
    }
  }

  /** The first of four threads is that of the loop. */
  private static final class ManualRound {
    private final Ledger ledger;
    private final ManualIoEventLoop loop =
        new ManualIoEventLoop(null, null, NioIoHandler.newFactory());
    private final BackdropStrategy strategy = BackdropNetty.eventLoop(loop);

    ManualRound(Ledger ledger) {
      this.ledger = ledger;
    }

    void part(int thread) {
      if (thread == 0) {
        loop.setOwningThread(Thread.currentThread());
        while (!loop.isTerminated()) {
          loop.runNow();
        }
        return;
      }
      for (int value = thread - 1; value < ledger.size(); value += 3) {
        if (value == ledger.size() / 2) {
          loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
        }
        Backdrop.of(value, ledger, strategy).close();
      }
    }
  }

  @Test
  void aFailureIsLoggedAsNettyLogs() throws Exception {
    var failure = new IllegalStateException("on purpose");
    try (var log = new LogCapture(BackdropNetty.class.getName());
        var loops = new Loops(1)) {
      Backdrop.of(
              "value",
              value -> {
                throw failure;
              },
              BackdropNetty.eventLoop(loops.first()))
          .close();
      loops.close();

      assertThat(log.records())
          .singleElement()
          .satisfies(record -> assertThat(record.getThrown()).isSameAs(failure))
          .extracting(record -> record.getMessage())
          .asString()
          .contains("Disposing of a java.lang.String failed");
    }
  }

  @Test
  void aLoopMayBeRunByOneThreadAfterTheOther() throws Exception {
    var channel = new EmbeddedChannel();
    var strategy = BackdropNetty.eventLoop(channel);
    List<Thread> threads = new ArrayList<>();

    Backdrop.of(1, value -> threads.add(Thread.currentThread()), strategy).close();
    channel.runPendingTasks();
    var other = new Thread(channel::runPendingTasks);
    Backdrop.of(2, value -> threads.add(Thread.currentThread()), strategy).close();
    other.start();
    other.join();

    assertThat(threads).containsExactly(Thread.currentThread(), other);
  }

  @Test
  void aDisposersInterruptDoesNotReachTheLoop() throws Exception {
    try (var loops = new Loops(1)) {
      var strategy = BackdropNetty.eventLoop(loops.first());
      var opened = new CountDownLatch(1);
      loops.occupyUntil(opened);
      Backdrop.of("value", value -> Thread.currentThread().interrupt(), strategy).close();
      var interrupted = loops.first().submit(Thread::interrupted);
      opened.countDown();

      assertThat(interrupted.get(30, TimeUnit.SECONDS)).isFalse();
    }
  }

  @Test
  void aTurnWithoutTimeIsRefused() throws Exception {
    try (var loops = new Loops(1)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> BackdropNetty.eventLoop(loops.first(), Duration.ZERO))
          .withMessageContaining("PT0S")
          .withMessageContaining("positive");
    }
  }

  @Test
  void aChannelWithoutALoopIsRefused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> BackdropNetty.eventLoop(new LocalChannel()))
        .withMessageContaining("not registered");
  }
}
