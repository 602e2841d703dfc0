package io.backdrop.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.Backdrop;
import io.backdrop.BackdropStrategy;
import io.backdrop.Disposer;
import java.util.ArrayList;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/**
 * What holds, in addition to the {@link StrategyContract}, for a strategy that never releases
 * inside {@link Backdrop#close}: closing does not wait for a release, what a disposer throws does
 * not reach the closer, and an interrupt that a disposer leaves behind does not reach the next.
 * Each value is released even if no other follows, and even if very many follow while one takes
 * long, or while disposers close others.
 */
public abstract class AsynchronousStrategyContract extends StrategyContract {

  /** Long enough for a closer that is held up. Inside of close the wait would be in vain. */
  private static final long CLOSING_SECONDS = 60;

  /** Long enough to close very many, and short where the hand-off itself needs the thread held. */
  private static final long HOLDING_SECONDS = 1;

  /** More than queues of a usual bound have room for. */
  private static final int MANY = 20_000;

  /** Fewer, since each of them may take two threads of its own. */
  private static final int MANY_NESTED = 2_000;

  /** Enough for a closer to come often while whoever releases is about to rest. */
  private static final int ALONE = 300;

  /** Called by subclasses. */
  protected AsynchronousStrategyContract() {}

  @Test
  void closingDoesNotWaitForTheRelease() throws Exception {
    var ledger = new Ledger(1);
    var closed = new CountDownLatch(1);
    var closer = Thread.currentThread();
    var releasedAfterClosing = new AtomicBoolean();
    Disposer<Integer> waiting =
        value -> {
          long atMost = Thread.currentThread() == closer ? 0 : CLOSING_SECONDS;
          releasedAfterClosing.set(closed.await(atMost, TimeUnit.SECONDS));
        };
    try (var subject = open()) {
      Backdrop.of(0, waiting.andThen(ledger), subject.strategy()).close();
      closed.countDown();
      subject.await(ledger);
    }
    assertThat(releasedAfterClosing)
        .as("whether close() returned before the release had ended; run disposals elsewhere")
        .isTrue();
  }

  /** A queue that is full may refuse, and must not drop. */
  @Test
  void whatIsClosedWhileAReleaseTakesLongIsReleasedToo() throws Exception {
    var ledger = new Ledger(MANY);
    var closed = new CountDownLatch(1);
    try (var subject = open()) {
      Backdrop.of("takes long", waitingFor(closed), subject.strategy()).close();
      for (int value = 0; value < ledger.size(); value++) {
        Backdrop.of(value, ledger, subject.strategy()).close();
      }
      closed.countDown();
      subject.await(ledger);
    }
    ledger.assertEachReleasedOnce();
  }

  /** For a moment at the most, and not on the thread that closes. */
  private static Disposer<String> waitingFor(CountDownLatch closed) {
    var closer = Thread.currentThread();
    return value ->
        closed.await(Thread.currentThread() == closer ? 0 : HOLDING_SECONDS, TimeUnit.SECONDS);
  }

  /**
   * Whoever releases makes the room in a full queue, and so cannot wait for it. On a thread of its
   * own, so that the test fails also where closing never returns.
   */
  @Test
  void aDisposerMayCloseOthersWhileManyFollow() throws Exception {
    var ledger = new Ledger(2 * MANY_NESTED);
    try (var subject = open()) {
      var closer = new Thread(() -> closeNested(ledger, subject.strategy()), "closer");
      closer.setDaemon(true);
      closer.start();
      closer.join(subject.patience());
      subject.await(ledger);
    }
    ledger.assertEachReleasedOnce();
  }

  private static void closeNested(Ledger ledger, BackdropStrategy strategy) {
    var closed = new CountDownLatch(1);
    Backdrop.of("takes long", waitingFor(closed), strategy).close();
    for (int value = 0; value < ledger.size(); value += 2) {
      var inner = Backdrop.of(value + 1, ledger, strategy);
      Backdrop.of(value, ledger.andThen(outer -> inner.close()), strategy).close();
    }
    closed.countDown();
  }

  /** A wake-up that is missed shows only where no other value follows: each is waited for alone. */
  @Test
  void eachValueIsReleasedThoughNoOtherFollows() throws Exception {
    try (var subject = open()) {
      for (int value = 0; value < ALONE; value++) {
        var ledger = new Ledger(1);
        Backdrop.of(0, ledger, subject.strategy()).close();
        subject.await(ledger);
      }
    }
  }

  @Test
  void aFailureDoesNotReachTheCloser() throws Exception {
    var ledger = new Ledger(10);
    var seen = new ArrayList<Throwable>();
    Disposer<Integer> failing =
        ledger.andThen(value -> {
          throw new IllegalStateException("on purpose: " + value);
        });
    try (var subject = open()) {
      for (int value = 0; value < ledger.size(); value++) {
        try {
          Backdrop.of(value, failing, subject.strategy()).close();
        } catch (IllegalStateException told) {
          seen.add(told);
        }
      }
      subject.await(ledger);
    }
    assertThat(seen).as("failures of disposers that reached who closed").isEmpty();
  }

  @Test
  void anInterruptInADisposerDoesNotReachTheNext() throws Exception {
    var ledger = new Ledger(100);
    Queue<Integer> interrupted = new ConcurrentLinkedQueue<>();
    Disposer<Integer> disposer =
        value -> {
          if (Thread.interrupted()) {
            interrupted.add(value);
          }
          ledger.dispose(value);
          if (value % 2 == 0) {
            throw new InterruptedException("on purpose");
          }
          Thread.currentThread().interrupt();
        };
    try (var subject = open()) {
      for (int value = 0; value < ledger.size(); value++) {
        Backdrop.of(value, disposer, subject.strategy()).close();
      }
      subject.await(ledger);
    }
    assertThat(interrupted)
        .as("values whose disposer met an interrupt of the one before; clear it after each")
        .isEmpty();
    ledger.assertEachReleasedOnce();
  }
}
