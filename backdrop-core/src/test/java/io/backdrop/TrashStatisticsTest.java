package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.testkit.Together;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a trash thread tells of itself. */
@Timeout(60)
class TrashStatisticsTest {

  private final AtomicLong clock = new AtomicLong();
  private final Thread test = Thread.currentThread();

  /** How often all others have looked at the clock. */
  private final AtomicLong looks = new AtomicLong();

  private final CountDownLatch gate = new CountDownLatch(1);
  private final TrashThread trash =
      TrashThread.builder().nanoTime(this::look).onFailure((disposal, failure) -> {}).start();

  @AfterEach
  void close() {
    gate.countDown();
    trash.close();
  }

  private long look() {
    if (Thread.currentThread() != test) {
      looks.incrementAndGet();
    }
    return clock.get();
  }

  private void hand(Disposer<Object> disposer) {
    Backdrop.of("value", disposer, trash).close();
  }

  @Test
  void inTheBeginningThereIsNothing() {
    assertThat(trash.stats())
        .isEqualTo(
            new TrashStatistics(
                0, 0, 0, 0, 0, 0, 0, 0, Duration.ZERO, Duration.ZERO, Duration.ZERO));
  }

  @Test
  void whatWaitsForAnotherAttemptIsAsOldAsItIs() throws Exception {
    Disposer<Object> busy =
        value -> {
          throw new IOException("busy");
        };
    hand(busy.retrying(RetryPolicy.of(2, Duration.ofMinutes(1))));
    trash.flush();

    clock.set(Duration.ofSeconds(30).toNanos());
    long enough = looks.get() + 6; // To look for work now and then, and find none.
    while (looks.get() < enough) {
      trash.flush();
    }

    assertThat(trash.stats().oldest()).isEqualTo(Duration.ofSeconds(30));
    trash.close(Duration.ZERO);
  }

  @Test
  void norIsItOlderWhereOthersCameLongBefore() throws Exception {
    hand(Disposer.none());
    trash.flush();
    clock.set(Duration.ofSeconds(30).toNanos());
    assertThat(trash.stats().pending()).isZero(); // Who looks at it notes when that was.
    Disposer<Object> busy =
        value -> {
          throw new IOException("busy");
        };
    hand(busy.retrying(RetryPolicy.of(2, Duration.ofHours(1))));
    trash.flush();
    clock.set(Duration.ofSeconds(40).toNanos());

    var oldest = trash.stats().oldest();
    trash.close(Duration.ZERO);

    assertThat(oldest).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void aPauseBetweenAttemptsInPlaceIsNoTimeSpentRunningThem() throws Exception {
    trash.close(); // Whatever comes now is released in place, pauses and all.
    Disposer<Object> failing =
        value -> {
          clock.addAndGet(10);
          throw new IOException("busy");
        };
    var retrying = failing.retrying(RetryPolicy.of(2, Duration.ofDays(1)));
    var closer = new Thread(() -> hand(retrying));
    closer.start();
    TimedWait.await(closer);
    clock.addAndGet(1000);
    closer.interrupt();
    closer.join();

    assertThat(trash.stats().busy()).isEqualTo(Duration.ofNanos(20));
    assertThat(trash.stats().longest()).isEqualTo(Duration.ofNanos(20));
  }

  @Test
  void soItIsWhereOthersAreReleasedMeanwhile() throws Exception {
    Disposer<Object> busy =
        value -> {
          throw new IOException("busy");
        };
    hand(busy.retrying(RetryPolicy.of(2, Duration.ofMinutes(1))));
    trash.flush();
    for (int second = 1; second <= 50; second++) {
      clock.set(Duration.ofSeconds(second).toNanos());
      hand(Disposer.none());
      trash.flush();
    }

    assertThat(trash.stats().pending()).isEqualTo(1);
    assertThat(trash.stats().oldest()).isEqualTo(Duration.ofSeconds(50));
    trash.close(Duration.ZERO);
  }

  @Test
  void soIsWhatIsStuckWhileOthersHelp() throws Exception {
    KeptBusy.until(gate, trash);
    for (int second = 1; second <= 100; second++) {
      clock.set(Duration.ofSeconds(second).toNanos());
      hand(Disposer.none());
      trash.helpDispose(1);
    }

    assertThat(trash.stats().pending()).isEqualTo(1);
    assertThat(trash.stats().oldest()).isEqualTo(Duration.ofSeconds(100));
  }

  @Test
  void whatWasHandedOffIsPendingUntilItHasRun() throws Exception {
    KeptBusy.until(gate, trash);
    hand(Disposer.none().weighing(value -> 5));
    hand(Disposer.none().weighing(value -> 6));

    assertThat(trash.stats().handedOff()).isEqualTo(3);
    assertThat(trash.stats().pending()).isEqualTo(3);
    assertThat(trash.stats().pendingBytes()).isEqualTo(11);
    gate.countDown();
    trash.flush();
    assertThat(trash.stats().handedOff()).isEqualTo(3);
    assertThat(trash.stats().disposed()).isEqualTo(3);
    assertThat(trash.stats().pending()).isZero();
    assertThat(trash.stats().pendingBytes()).isZero();
  }

  @Test
  void flushesAreNoDisposals() throws Exception {
    trash.flush();
    trash.flush();

    assertThat(trash.stats().handedOff()).isZero();
    assertThat(trash.stats().disposed()).isZero();
  }

  @Test
  void whatFailedIsCountedAsDisposedToo() throws Exception {
    hand(value -> {
      throw new IllegalStateException("on purpose");
    });
    hand(Disposer.none());
    trash.flush();

    assertThat(trash.stats().failed()).isEqualTo(1);
    assertThat(trash.stats().disposed()).isEqualTo(2);
  }

  @Test
  void whatFailsIsNotCountedBeforeItIsDisposed() throws Exception {
    var told = new CountDownLatch(1);
    FailureHandler waiting =
        (disposal, failure) -> {
          told.countDown();
          Uninterruptibly.await(gate::await);
        };
    try (var failing = TrashThread.builder().onFailure(waiting).start()) {
      Disposer<String> bad =
          value -> {
            throw new IllegalStateException("on purpose");
          };
      Backdrop.of("bad", bad, failing).close();
      told.await();

      assertThat(failing.stats().disposed()).isZero();
      assertThat(failing.stats().failed()).isZero();
      gate.countDown();
      failing.flush();
      assertThat(failing.stats().failed()).isEqualTo(1);
    }
  }

  @Test
  void whoLooksWhileOthersHandOffAndHelpSeesNoMoreThanTheBound() throws Exception {
    var most = new AtomicLong();
    try (var bounded = TrashThread.builder().bound(4).start()) {
      Together.run(
          3,
          thread -> {
            for (int i = 0; i < 200_000; i++) {
              if (thread == 0) {
                most.accumulateAndGet(bounded.stats().pending(), Math::max);
              } else {
                Backdrop.of("value", Disposer.none(), bounded).close();
                bounded.helpDispose(4);
              }
            }
          });
    }
    assertThat(most.get()).isLessThanOrEqualTo(4);
  }

  @Test
  void theTimeSpentIsThatOfTheDisposals() throws Exception {
    hand(value -> clock.addAndGet(3_000_000));
    trash.flush();
    hand(value -> clock.addAndGet(2_000_000));
    trash.flush();

    assertThat(trash.stats().busy()).isEqualTo(Duration.ofMillis(5));
    assertThat(trash.stats().longest()).isEqualTo(Duration.ofMillis(3));
  }

  @Test
  void theOldestIsAtMostAsOldAsTheTimeSinceItHadNotCome() throws Exception {
    clock.set(10_000_000);
    KeptBusy.until(gate, trash);
    clock.set(40_000_000);

    assertThat(trash.stats().oldest()).isBetween(Duration.ofMillis(30), Duration.ofMillis(40));
    gate.countDown();
    trash.flush();
    assertThat(trash.stats().oldest()).isZero();
  }

  @Test
  void anUnboundedOneCountsWhatItHasRun() throws Exception {
    try (var unbounded = TrashThread.builder().unbounded().start()) {
      Backdrop.of("value", Disposer.none().weighing(value -> 5), unbounded).close();
      unbounded.flush();

      assertThat(unbounded.stats().disposed()).isEqualTo(1);
      assertThat(unbounded.stats().pending()).isZero();
      assertThat(unbounded.stats().pendingBytes()).isZero();
    }
  }
}
