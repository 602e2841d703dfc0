package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is handed off after the end of a trash thread. */
@Timeout(60)
class LateHandOffTest {

  private static final Duration SHORT = Duration.ofMillis(20);

  private final Queue<Object> released = new ConcurrentLinkedQueue<>();
  private final CountDownLatch gate = new CountDownLatch(1);
  private final Gate third = new Gate();

  /** By a disposer that has not come back, so that it waits. */
  private Thread handOffLate(TrashThread trash, Disposer<Object> disposer)
      throws InterruptedException {
    var queued = new CountDownLatch(1);
    Disposer<String> closing =
        value -> {
          Backdrop.of((Object) "late", disposer, trash).close();
          queued.countDown();
          gate.await();
        };
    var closer = Thread.ofPlatform().start(() -> Backdrop.of("early", closing, trash).close());
    queued.await();
    return closer;
  }

  @Test
  void whoClosesForATimeDoesNotReleaseWhatCameLate() throws Exception {
    var trash = TrashThread.start();
    trash.close();
    var closer = handOffLate(trash, late -> gate.await());

    assertThat(trash.close(SHORT).types()).isEqualTo(Map.of(String.class, 2L));

    gate.countDown();
    closer.join();
  }

  @Test
  void whoFlushesForATimeDoesNotReleaseWhatCameLate() throws Exception {
    var trash = TrashThread.start();
    trash.close();
    var closer = handOffLate(trash, late -> gate.await());

    assertThat(trash.flush(SHORT)).isFalse();

    gate.countDown();
    closer.join();
    assertThat(trash.flush(Duration.ofSeconds(30))).isTrue();
  }

  @Test
  void whatADisposerClosesLateIsReleasedBehindItByTheSameThread() throws Exception {
    var trash = TrashThread.start();
    trash.close();
    Disposer<Object> noting = value -> released.add(value + " by " + Thread.currentThread());
    Disposer<String> closing =
        value -> {
          Backdrop.of((Object) "late", noting, trash).close();
          noting.dispose(value);
        };

    Backdrop.of("early", closing, trash).close();

    var me = Thread.currentThread();
    assertThat(released).containsExactly("early by " + me, "late by " + me);
  }

  /** Its thread finds no room, and then that there is no queue any more. */
  @Test
  void whatADisposerClosesJustAsTheQueueEndsIsReleasedBehindItToo() throws Exception {
    var own = new AtomicReference<TrashThread>();
    var ended = new CountDownLatch(1);
    var ending =
        new TrashListener() {
          @Override
          public void full(Class<?> type, long weight) {
            own.get().beginClosing();
            ended.countDown();
          }
        };
    var trash = TrashThread.builder().bound(1).listener(ending).start();
    own.set(trash);
    Disposer<Object> closing = value -> Backdrop.of((Object) "late", released::add, trash).close();
    Backdrop.of((Object) "early", closing.andThen(released::add), trash).close();
    ended.await();

    trash.close();

    assertThat(released).containsExactly("early", "late");
  }

  @Test
  void aWarningSaysOnceThatItCameLate() {
    var trash = TrashThread.builder().name("closed too early").start();
    trash.close();
    try (var log = new LogCapture()) {
      Backdrop.of("one", released::add, trash).close();
      Backdrop.of("two", released::add, trash).close();

      assertThat(log.warnings())
          .singleElement()
          .asString()
          .contains("TrashThread[closed too early] refused a java.lang.String");
    }
  }

  @Test
  void whatWaitsIsPendingAndGrowsOld() throws Exception {
    var clock = new AtomicLong();
    var trash = TrashThread.builder().nanoTime(clock::get).start();
    trash.close();
    clock.addAndGet(Duration.ofHours(1).toNanos());
    var closer = handOffLate(trash, released::add);
    clock.addAndGet(Duration.ofSeconds(3).toNanos());

    assertThat(trash.stats().pending()).isEqualTo(1);
    assertThat(trash.stats().oldest()).isGreaterThanOrEqualTo(Duration.ofSeconds(3));

    gate.countDown();
    closer.join();
    assertThat(trash.stats().oldest()).isZero();
  }

  @Test
  void aLateChainOfAMillionTakesNoMoreStackThanOneOfTwo() {
    var trash = TrashThread.start();
    trash.close();
    var left = new AtomicLong(1_000_000);

    closeChain(left, trash);

    assertThat(left).hasValue(0);
    assertThat(trash.stats().pending()).isZero();
  }

  private static void closeChain(AtomicLong left, TrashThread trash) {
    Disposer<AtomicLong> next =
        value -> {
          if (value.decrementAndGet() > 0) {
            closeChain(value, trash);
          }
        };
    Backdrop.of(left, next, trash).close();
  }

  @Test
  void whoComesLateDoesNotReleaseWhatOthersCloseMeanwhile() throws Exception {
    var trash = TrashThread.start();
    trash.close();
    var begun = new CountDownLatch(1);
    var otherHasClosed = new CountDownLatch(1);
    Disposer<String> waiting =
        value -> {
          begun.countDown();
          otherHasClosed.await();
        };
    var self = Thread.ofPlatform().start(() -> Backdrop.of("own", waiting, trash).close());
    begun.await();
    var other = handOffLate(trash, released::add);
    otherHasClosed.countDown();

    self.join();

    assertThat(released).isEmpty();
    gate.countDown();
    other.join();
    assertThat(released).containsExactly("late");
  }

  @Test
  void whoClosesAgainWaitsForWhatIsClosedByWhatCameLate() throws Exception {
    whoClosesAgainWaitsForAChain(TrashThread.builder());
  }

  @Test
  void alsoWhereWhatCameLateIsRunByOneWhoMustNotBlock() throws Exception {
    whoClosesAgainWaitsForAChain(TrashThread.builder().mustNotBlock(LateHandOffTest::isEventLoop));
  }

  private static boolean isEventLoop() {
    return Thread.currentThread().getName().equals("event loop");
  }

  private void whoClosesAgainWaitsForAChain(TrashThreadBuilder builder) throws Exception {
    var closed = closeAgainWhileAChainRuns(builder);

    assertThatThrownBy(() -> closed.get(200, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    third.open.countDown();
    assertThat(closed.get()).isEqualTo(Residue.NONE);
    assertThat(released).hasSize(1);
  }

  @Test
  void butNotForWhoComesAfterThat() throws Exception {
    var trash = TrashThread.start();
    trash.close();
    var first = new Gate();
    var second = new Gate();
    Thread.ofPlatform().start(() -> Backdrop.of((Object) 1, value -> first.pass(), trash).close());
    first.reached.await();
    var closed = new FutureTask<>(() -> trash.close(Duration.ofSeconds(30)));
    TimedWait.await(Thread.ofPlatform().start(closed));
    Thread.ofPlatform().start(() -> Backdrop.of((Object) 2, value -> second.pass(), trash).close());
    second.reached.await();

    first.open.countDown();

    assertThat(closed.get()).isEqualTo(Residue.NONE);
    second.open.countDown();
  }

  /** Returns once the last of three values runs, and keeps that from ending. */
  private FutureTask<Residue> closeAgainWhileAChainRuns(TrashThreadBuilder builder)
      throws InterruptedException {
    var trash = builder.start();
    trash.close();
    var first = new Gate();
    var second = new Gate();
    Disposer<Object> last = value -> third.pass();
    Disposer<Object> middle = value -> closing(second, last.andThen(released::add), trash);
    Disposer<Object> begin = value -> closing(first, middle, trash);
    Runnable closer = () -> Backdrop.of((Object) 1, begin, trash).close();
    Thread.ofPlatform().name("event loop").start(closer);
    first.reached.await();

    var closed = new FutureTask<>(() -> trash.close(Duration.ofSeconds(30)));
    TimedWait.await(Thread.ofPlatform().start(closed)); // So it knows of the first alone.
    first.open.countDown();
    second.reached.await();
    second.open.countDown();
    third.reached.await();
    return closed;
  }

  private static void closing(Gate gate, Disposer<Object> next, TrashThread trash)
      throws InterruptedException {
    gate.pass();
    Backdrop.of((Object) 0, next, trash).close();
  }

  /** Each of theirs closes more than one thread can release meanwhile. */
  @Test
  void whoGoesOnClosingDoesNotKeepItFromEnding() throws Exception {
    var trash = TrashThread.builder().bound(50).start();
    Disposer<Object> slow = value -> LockSupport.parkNanos(100_000);
    Disposer<Object> closing =
        value -> {
          for (int i = 0; i < 5; i++) {
            Backdrop.of(value, slow, trash).close();
          }
        };
    try (var log = new LogCapture()) {
      Runnable forever =
          () -> {
            while (gate.getCount() > 0) {
              Backdrop.of((Object) "value", closing.andThen(slow), trash).close();
            }
          };
      var closers = List.of(Thread.ofPlatform().start(forever), Thread.ofPlatform().start(forever));
      while (trash.stats().pending() == 0) {
        Thread.onSpinWait();
      }

      assertThat(trash.close(Duration.ofSeconds(30))).isEqualTo(Residue.NONE);

      gate.countDown();
      for (var closer : closers) {
        closer.join();
      }
    }
    assertThat(trash.stats().pending()).isZero();
  }

  @Test
  void whoWaitsForNoTimeHasNothingReleased() throws Exception {
    var trash = TrashThread.start();
    trash.close();
    var closer = handOffLate(trash, released::add);

    assertThat(trash.flush(Duration.ZERO)).isFalse();
    assertThat(trash.helpDispose(0)).isZero();

    assertThat(released).isEmpty();
    gate.countDown();
    closer.join();
    assertThat(released).containsExactly("late");
  }
}
