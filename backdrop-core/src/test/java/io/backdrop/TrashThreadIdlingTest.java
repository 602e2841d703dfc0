package io.backdrop;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a trash thread does while there is nothing to do, and what wakes it. */
@Timeout(60)
class TrashThreadIdlingTest {

  private final ManualParking parking = new ManualParking();
  private final List<Object> released = new ArrayList<>();
  private TrashThread trash;

  @AfterEach
  void close() {
    trash.close();
  }

  private void start(TrashThreadBuilder builder) {
    trash = builder.parking(parking).start();
  }

  private static TrashThreadBuilder polling(int longestMillis) {
    return TrashThread.builder().polling(Duration.ofMillis(longestMillis));
  }

  private List<Long> parksInMillis(int count) throws InterruptedException {
    var parks = new ArrayList<Long>();
    for (int i = 0; i < count; i++) {
      parks.add(parking.awaitPark() / MILLISECONDS.toNanos(1));
      parking.pass();
    }
    return parks;
  }

  @Test
  void itPollsLessAndLessOften() throws Exception {
    start(polling(100));

    assertThat(parksInMillis(10)).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 100L, 100L, 100L);
  }

  @Test
  void itPollsOftenAgainAfterWork() throws Exception {
    start(polling(100));
    parksInMillis(5);
    assertThat(parking.awaitPark()).isEqualTo(MILLISECONDS.toNanos(32));

    Backdrop.of("value", released::add, trash).close();
    parking.pass();

    assertThat(parksInMillis(3)).containsExactly(1L, 2L, 4L);
    assertThat(released).containsExactly("value");
  }

  @Test
  void itPollsAgainInTimeForTheNextAttempt() throws Exception {
    start(polling(100).nanoTime(() -> 0));
    Disposer<Object> busy =
        value -> {
          throw new IOException("busy");
        };
    parking.awaitPark();
    Backdrop.of("value", busy.retrying(RetryPolicy.of(2, Duration.ofNanos(7))), trash).close();
    parking.pass();

    assertThat(parking.awaitPark()).isEqualTo(7);
    trash.close(Duration.ZERO);
  }

  @Test
  void whatComesAfterALongTimeOfIdlenessIsNoOlderThanTheLastLook() throws Exception {
    var clock = new AtomicLong();
    start(polling(100).nanoTime(clock::get));
    parking.awaitPark();
    clock.set(Duration.ofHours(1).toNanos());
    parking.pass();
    parking.awaitPark();

    Backdrop.of("value", released::add, trash).close();
    clock.addAndGet(7);

    assertThat(trash.stats().oldest()).isEqualTo(Duration.ofNanos(7));
  }

  @Test
  void aHandOffNeverWakesAThreadThatPolls() throws Exception {
    start(polling(100));
    parking.awaitPark();

    for (int i = 0; i < 1000; i++) {
      Backdrop.of(i, released::add, trash).close();
    }

    assertThat(parking.unparks()).isZero();
    assertThat(released).isEmpty();
  }

  @Test
  void notEveryoneWhoFindsNoRoomWakesIt() throws Exception {
    var gate = new CountDownLatch(1);
    start(polling(100).bound(1));
    parking.awaitPark();

    Backdrop.of("in the queue", value -> gate.await(), trash).close();
    for (int i = 0; i < 100; i++) {
      Backdrop.of(i, released::add, trash).close();
    }

    assertThat(released).hasSize(100);
    // The first, and one after it has gone to work.
    assertThat(parking.unparks()).isBetween(1, 2);
    gate.countDown();
  }

  @Test
  void whoFindsNoRoomAfterItHasGoneBackToSleepWakesItAgain() throws Exception {
    start(polling(100).bound(1));
    for (int round = 1; round <= 3; round++) {
      parking.awaitPark();

      Backdrop.of("in the queue", value -> {}, trash).close();
      Backdrop.of("beside it", value -> {}, trash).close();

      parking.awaitPark();
      assertThat(parking.unparks()).isEqualTo(round);
      parking.pass();
    }
  }

  @Test
  void flushWakesIt() throws Exception {
    start(polling(100));
    parking.awaitPark();
    Backdrop.of("value", released::add, trash).close();

    trash.flush();

    assertThat(released).containsExactly("value");
  }

  /** Whoever looks for work and then waits for a lock may use up the permit of a flush there. */
  @ParameterizedTest(name = "at look {0} at the clock after a pause")
  @ValueSource(ints = {1, 2, 3})
  void flushWakesItEvenWhereALockHasSwallowedTheWakeUp(int look) throws Exception {
    var looks = new AtomicInteger(Integer.MIN_VALUE);
    var flushing = new AtomicReference<Thread>();
    start(
        polling(100)
            .nanoTime(() -> {
              if (looks.incrementAndGet() == look) {
                flushing.set(flushInVain());
              }
              return System.nanoTime();
            }));
    parking.awaitPark();

    looks.set(0);
    parking.pass();
    parking.awaitPark();

    assertThat(flushing.get().join(Duration.ofSeconds(20))).as("has come to its end").isTrue();
    assertThat(released).containsExactly("value");
  }

  /** Has another thread flush, and takes from the calling one the permit for that. */
  private Thread flushInVain() {
    Backdrop.of("value", released::add, trash).close();
    var flushing =
        Thread.ofPlatform().start(() -> assertThatNoException().isThrownBy(() -> trash.flush()));
    while (flushing.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    parking.usePermits();
    return flushing;
  }

  @Test
  void closeWakesIt() throws Exception {
    start(polling(100));
    parking.awaitPark();
    Backdrop.of("value", released::add, trash).close();

    trash.close();

    assertThat(released).containsExactly("value");
  }

  @Test
  void theFirstHandOffAfterIdlenessWakesAThreadThatSignals() throws Exception {
    start(TrashThread.builder().signalling());
    assertThat(parking.awaitPark()).isEqualTo(ManualParking.UNLIMITED);

    Backdrop.of("value", released::add, trash).close();

    assertThat(parking.awaitPark()).isEqualTo(ManualParking.UNLIMITED);
    assertThat(released).containsExactly("value");
    assertThat(parking.unparks()).isEqualTo(1);
  }

  @Test
  void theHandOffsBehindTheFirstDoNotSignalAgain() throws Exception {
    var gate = new CountDownLatch(1);
    start(TrashThread.builder().signalling());
    parking.awaitPark();

    Backdrop.of("first", value -> gate.await(), trash).close();
    for (int i = 0; i < 1000; i++) {
      Backdrop.of(i, released::add, trash).close();
    }

    assertThat(parking.unparks()).isEqualTo(1);
    gate.countDown();
  }

  @Test
  void aPollOfLessThanAMillisecondIsRefused() {
    start(polling(1));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrashThread.builder().polling(Duration.ofNanos(999_999)))
        .withMessageContaining("PT0.000999999S");
  }
}
