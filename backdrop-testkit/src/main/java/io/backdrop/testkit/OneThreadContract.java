package io.backdrop.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.Backdrop;
import io.backdrop.BackdropStrategy;
import io.backdrop.Disposal;
import io.backdrop.Disposer;
import java.util.ArrayList;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * What holds for every strategy that releases what it is given, closing on one thread. One contract
 * at a time replaces the JVM's handler of uncaught exceptions, and puts it back.
 */
@ResourceLock("Thread.defaultUncaughtExceptionHandler")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
abstract class OneThreadContract {

  private final Ledger ledger = new Ledger(100);
  private Thread.@Nullable UncaughtExceptionHandler handlerBefore;

  /**
   * {@return a strategy to test} Called once in each test, by the thread that closes; the subject
   * is closed when the test is over.
   *
   * @throws Exception what making it throws, which fails the test
   */
  protected abstract Subject open() throws Exception;

  @BeforeEach
  void expectFailures() {
    handlerBefore = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {});
  }

  @AfterEach
  void expectNoMoreFailures() {
    Thread.interrupted(); // What a disposer left behind that ran on this thread.
    Thread.setDefaultUncaughtExceptionHandler(handlerBefore);
  }

  @Test
  void eachValueIsReleasedOnceInTheEnd() throws Exception {
    try (var subject = open()) {
      releaseAllOfTheLedger(subject);
    }
    ledger.assertEachReleasedOnce();
  }

  /** By whoever closes it, if the strategy refuses; it may do anything but drop it. */
  @Test
  void whatIsClosedAfterTheEndIsReleased() throws Exception {
    var subject = open();
    subject.close();
    releaseAllOfTheLedger(subject);
    ledger.assertEachReleasedOnce();
  }

  /** What ends the strategy is to see to it, even where each release takes a while. */
  @Test
  void whatIsPendingAtTheEndIsReleased() throws Exception {
    Disposer<Integer> slow = value -> LockSupport.parkNanos(1_000_000);
    var subject = open();
    for (int value = 0; value < ledger.size(); value++) {
      Backdrop.of(value, slow.andThen(ledger), subject.strategy()).close();
    }
    subject.close();
    subject.await(ledger);
    ledger.assertEachReleasedOnce();
  }

  /**
   * A strategy that waits for something may be interrupted at that, and must not drop the value.
   */
  @Test
  void whatAnInterruptedThreadClosesIsReleased() throws Exception {
    try (var subject = open()) {
      for (int value = 0; value < ledger.size(); value++) {
        Thread.currentThread().interrupt();
        try {
          Backdrop.of(value, ledger, subject.strategy()).close();
        } finally {
          Thread.interrupted();
        }
      }
      subject.await(ledger);
    }
    ledger.assertEachReleasedOnce();
  }

  @Test
  void closingTwiceReleasesOnce() throws Exception {
    try (var subject = open()) {
      for (int value = 0; value < ledger.size(); value++) {
        var backdrop = Backdrop.of(value, ledger, subject.strategy());
        backdrop.close();
        backdrop.close();
      }
      subject.await(ledger);
    }
    ledger.assertEachReleasedOnce();
  }

  @Test
  void whatIsTakenBackIsNotReleased() throws Exception {
    var released = new ConcurrentLinkedQueue<Integer>();
    try (var subject = open()) {
      var backdrop = Backdrop.of(-1, released::add, subject.strategy());
      assertThat(backdrop.unwrap()).isEqualTo(-1);
      backdrop.close();
      releaseAllOfTheLedger(subject);
    }
    assertThat(released).as("released though taken back").isEmpty();
  }

  @Test
  void whatIsMovedIsReleasedOnceAndThere() throws Exception {
    var elsewhere = new ArrayList<Disposal>();
    try (var subject = open()) {
      for (int value = 0; value < ledger.size(); value++) {
        try (var backdrop = Backdrop.of(value, ledger, elsewhere::add)) {
          backdrop.withStrategy(subject.strategy()).close();
        }
      }
      subject.await(ledger);
    }
    assertThat(elsewhere).as("released where they were moved from").isEmpty();
    ledger.assertEachReleasedOnce();
  }

  @Test
  void whatIsRefusedIsReleasedInPlaceAndTheRestWhereItBelongs() throws Exception {
    try (var subject = open()) {
      var refuses = new AtomicBoolean();
      BackdropStrategy refusing =
          disposal -> {
            if (refuses.get()) {
              throw new RejectedExecutionException("on purpose");
            }
            subject.strategy().execute(disposal);
          };
      for (int value = 0; value < ledger.size(); value++) {
        refuses.set(value % 2 == 0);
        Backdrop.of(value, ledger, refusing).close();
        assertThat(ledger.has(value) || value % 2 != 0).isTrue();
      }
      subject.await(ledger);
    }
    ledger.assertEachReleasedOnce();
  }

  @Test
  void whatIsTakenAndThenRefusedIsReleasedOnce() throws Exception {
    try (var subject = open()) {
      BackdropStrategy undecided =
          disposal -> {
            subject.strategy().execute(disposal);
            throw new RejectedExecutionException("on purpose");
          };
      for (int value = 0; value < ledger.size(); value++) {
        closeQuietly(Backdrop.of(value, ledger, undecided));
      }
      subject.await(ledger);
    }
    ledger.assertEachReleasedOnce();
  }

  @Test
  void aFailureKeepsNoOtherValueFromBeingReleased() throws Exception {
    Disposer<Integer> failing =
        ledger.andThen(value -> {
          if (value % 4 == 0) {
            throw new AssertionError("on purpose: " + value);
          }
          throw new IllegalStateException("on purpose: " + value);
        });
    try (var subject = open()) {
      for (int value = 0; value < ledger.size(); value++) {
        closeQuietly(Backdrop.of(value, value % 2 == 0 ? failing : ledger, subject.strategy()));
      }
      subject.await(ledger);
    }
    ledger.assertEachReleasedOnce();
  }

  @Test
  void aDisposerMayCloseOtherBackdropsOnTheSameStrategy() throws Exception {
    try (var subject = open()) {
      for (int value = 0; value < ledger.size(); value += 2) {
        var inner = Backdrop.of(value + 1, ledger, subject.strategy());
        Backdrop.of(value, ledger.andThen(outer -> inner.close()), subject.strategy()).close();
      }
      subject.await(ledger);
    }
    ledger.assertEachReleasedOnce();
  }

  private void releaseAllOfTheLedger(Subject subject) throws InterruptedException {
    for (int value = 0; value < ledger.size(); value++) {
      Backdrop.of(value, ledger, subject.strategy()).close();
    }
    subject.await(ledger);
  }

  /** The closer is told of what happened on its own thread, and nothing of that is asked here. */
  private static void closeQuietly(Backdrop<?> backdrop) {
    try {
      backdrop.close();
    } catch (RuntimeException | AssertionError toldInPlace) {
      assertThat(toldInPlace).hasMessageContaining("on purpose");
    }
  }
}
