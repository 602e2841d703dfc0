package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a paced trash thread does for those who do not want to wait for it. */
@Timeout(value = 60, threadMode = SEPARATE_THREAD)
class PacingTest {

  private static final Pacing ONE_IN_TEN_HOURS =
      Pacing.ofBytes(1).withDrainTarget(Duration.ofDays(1000));

  private final AtomicInteger released = new AtomicInteger();
  private final Disposer<Object> counting = value -> released.incrementAndGet();
  private final Disposer<Object> slow = counting.weighing(value -> 36_000);

  private void hand(TrashThread trash, int many) {
    for (int i = 0; i < many; i++) {
      Backdrop.of(new Object(), slow, trash).close();
    }
  }

  @Test
  void itReleasesAtItsPace() throws Exception {
    var parking = new ManualParking();
    var builder = TrashThread.builder().pacing(ONE_IN_TEN_HOURS);
    builder.parking = parking;
    try (var trash = builder.start()) {
      parking.awaitPark();
      hand(trash, 100);
      parking.pass(); // It finds the first.

      for (int pause = 0; pause < 10; pause++) {
        parking.awaitPark();
        assertThat(released).hasValue(1);
        parking.pass(); // It comes back early each time: the next one is hours away.
      }
    }
  }

  @Test
  void closeDoesNotWaitForThePace() {
    try (var trash = TrashThread.builder().pacing(ONE_IN_TEN_HOURS).start()) {
      hand(trash, 100);
    }

    assertThat(released).hasValue(100);
  }

  @Test
  void flushDoesNotWaitForThePace() throws Exception {
    try (var trash = TrashThread.builder().pacing(ONE_IN_TEN_HOURS).start()) {
      hand(trash, 100);

      trash.flush();

      assertThat(released).hasValue(100);
    }
  }

  @Test
  void afterAFlushThePaceIsTheOneOfBefore() throws Exception {
    isPacedAfter(TrashThread::flush);
  }

  @Test
  void afterAFlushThatWasInterruptedToo() throws Exception {
    isPacedAfter(trash -> {
      Thread.currentThread().interrupt();
      assertThatThrownBy(trash::flush).isInstanceOf(InterruptedException.class);
      trash.flush();
    });
  }

  private void isPacedAfter(ThrowingConsumer<TrashThread> flushing) throws Exception {
    var parking = new ManualParking();
    var builder = TrashThread.builder().pacing(ONE_IN_TEN_HOURS);
    builder.parking = parking;
    try (var trash = builder.start()) {
      hand(trash, 100);
      flushing.accept(trash);
      hand(trash, 100);

      for (int pause = 0; pause < 10; pause++) {
        parking.awaitPark();
        assertThat(released).hasValueLessThanOrEqualTo(101);
        parking.pass();
      }
    }
  }

  @Test
  void whoDoesNotWaitDoesNotEndThePause() throws Exception {
    var parking = new ManualParking();
    var builder = TrashThread.builder().pacing(ONE_IN_TEN_HOURS);
    builder.parking = parking;
    try (var trash = builder.start()) {
      parking.awaitPark();
      hand(trash, 100);
      parking.pass();
      parking.awaitPark();

      assertThat(trash.flush(Duration.ZERO)).isFalse();

      parking.awaitPark(); // It was woken, and pauses again.
      assertThat(released).hasValue(1);
    }
  }

  @Test
  void whoHelpsIsNotHeldBack() {
    try (var trash = TrashThread.builder().pacing(ONE_IN_TEN_HOURS).start()) {
      hand(trash, 100);

      while (trash.stats().pending() > 0) {
        trash.helpDispose(100);
      }

      assertThat(released).hasValue(100);
    }
  }

  @Test
  void aValueThatFindsNoRoomEndsThePause() {
    try (var trash = TrashThread.builder().bound(10).pacing(ONE_IN_TEN_HOURS).start()) {
      while (trash.stats().inCaller() == 0) {
        hand(trash, 1);
      }

      while (trash.stats().pending() > 5) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void whatIsPacedIsCountedAlsoWithoutABound() {
    try (var trash = TrashThread.builder().unbounded().pacing(ONE_IN_TEN_HOURS).start()) {
      hand(trash, 100);

      assertThat(trash.stats().pending()).isBetween(98L, 100L);
    }
  }

  @Test
  void aRateIsAtLeastOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Pacing.ofItems(0))
        .withMessage("The pace is 0 items a second; it must be at least 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Pacing.ofBytes(-5))
        .withMessage("The pace is -5 bytes a second; it must be at least 1");
  }

  @Test
  void aDrainTargetIsLongerThanZero() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Pacing.ofItems(1).withDrainTarget(Duration.ZERO))
        .withMessage("The drain target is PT0S; it must be longer than zero");
    assertThatNullPointerException()
        .isThrownBy(() -> new Pacing(1, 1, null))
        .withMessage("drainTarget");
  }

  @Test
  void aPaceIsGiven() {
    assertThatNullPointerException()
        .isThrownBy(() -> TrashThread.builder().pacing((Pacing) null))
        .withMessage("pace");
    assertThatNullPointerException()
        .isThrownBy(() -> TrashThread.builder().pacing((Supplier<Pacing>) null))
        .withMessage("pace");
  }
}
