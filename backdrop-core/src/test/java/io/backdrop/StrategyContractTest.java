package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every strategy, on one thread; see {@link StrategyRacesTest} for several. */
@Timeout(60)
class StrategyContractTest {

  private final Ledger ledger = new Ledger(100);
  private final LogCapture log = new LogCapture();
  private Thread.UncaughtExceptionHandler handlerBefore;

  @BeforeEach
  void expectFailures() {
    handlerBefore = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {});
  }

  @AfterEach
  void expectNoMoreFailures() {
    Thread.interrupted(); // What a disposer left behind that ran on this thread.
    Thread.setDefaultUncaughtExceptionHandler(handlerBefore);
    log.close();
  }

  @ParameterizedTest
  @EnumSource
  void eachValueIsReleasedOnceInTheEnd(EveryStrategy kind) throws Exception {
    try (var subject = kind.open()) {
      for (int value = 0; value < ledger.size(); value++) {
        Backdrop.of(value, ledger, subject.strategy()).close();
      }
      subject.await(ledger);
    }
    ledger.assertEachReleasedOnce();
  }

  @ParameterizedTest
  @EnumSource
  void closingTwiceReleasesOnce(EveryStrategy kind) throws Exception {
    try (var subject = kind.open()) {
      for (int value = 0; value < ledger.size(); value++) {
        var backdrop = Backdrop.of(value, ledger, subject.strategy());
        backdrop.close();
        backdrop.close();
      }
      subject.await(ledger);
    }
    ledger.assertEachReleasedOnce();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsTakenBackIsNotReleased(EveryStrategy kind) throws Exception {
    var released = new ConcurrentLinkedQueue<Integer>();
    try (var subject = kind.open()) {
      var backdrop = Backdrop.of(-1, released::add, subject.strategy());
      assertThat(backdrop.unwrap()).isEqualTo(-1);
      backdrop.close();
      releaseAllOfTheLedger(subject);
    }
    assertThat(released).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsMovedIsReleasedOnceAndThere(EveryStrategy kind) throws Exception {
    var elsewhere = new ArrayList<Disposal>();
    try (var subject = kind.open()) {
      for (int value = 0; value < ledger.size(); value++) {
        try (var backdrop = Backdrop.of(value, ledger, elsewhere::add)) {
          backdrop.withStrategy(subject.strategy()).close();
        }
      }
      subject.await(ledger);
    }
    assertThat(elsewhere).isEmpty();
    ledger.assertEachReleasedOnce();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsRefusedIsReleasedInPlaceAndTheRestWhereItBelongs(EveryStrategy kind) throws Exception {
    try (var subject = kind.open()) {
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

  @ParameterizedTest
  @EnumSource
  void whatIsTakenAndThenRefusedIsReleasedOnce(EveryStrategy kind) throws Exception {
    try (var subject = kind.open()) {
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

  @ParameterizedTest
  @EnumSource
  void aFailureKeepsNoOtherValueFromBeingReleased(EveryStrategy kind) throws Exception {
    Disposer<Integer> failing =
        ledger.andThen(value -> {
          throw new IllegalStateException("on purpose: " + value);
        });
    try (var subject = kind.open()) {
      for (int value = 0; value < ledger.size(); value++) {
        closeQuietly(Backdrop.of(value, value % 2 == 0 ? failing : ledger, subject.strategy()));
      }
      subject.await(ledger);
    }
    ledger.assertEachReleasedOnce();
  }

  @ParameterizedTest
  @MethodSource("io.backdrop.EveryStrategy#elsewhere")
  void anInterruptInADisposerDoesNotReachTheNext(EveryStrategy kind) throws Exception {
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
    try (var subject = kind.open()) {
      for (int value = 0; value < ledger.size(); value++) {
        Backdrop.of(value, disposer, subject.strategy()).close();
      }
      subject.await(ledger);
    }
    assertThat(interrupted).isEmpty();
    ledger.assertEachReleasedOnce();
  }

  @ParameterizedTest
  @EnumSource
  void aDisposerMayCloseOtherBackdropsOnTheSameStrategy(EveryStrategy kind) throws Exception {
    try (var subject = kind.open()) {
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
    } catch (RuntimeException toldInPlace) {
      assertThat(toldInPlace).hasMessageContaining("on purpose");
    }
  }
}
