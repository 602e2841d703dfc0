package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A trash thread knows what is pending, and how much room is left, whatever disposers answer. */
@Timeout(60)
class PendingCountTest {

  private static final long ROOM = 100;

  private final ManualParking parking = new ManualParking();
  private final Queue<Object> released = new ConcurrentLinkedQueue<>();
  private final Disposer<Object> noting = released::add;
  private final CountDownLatch gate = new CountDownLatch(1);
  private final TrashThread trash = TrashThread.builder().parking(parking).boundBytes(ROOM).start();

  @AfterEach
  void close() {
    gate.countDown();
    trash.close();
  }

  private void hand(String value, ToLongFunction<Object> weight) {
    Backdrop.of(value, noting.weighing(weight), trash).close();
  }

  /**
   * Lets the thread run what is pending, and find out that there is nothing more; then it parks.
   */
  private void runAll() throws InterruptedException {
    parking.awaitPark();
    parking.pass();
    parking.awaitPark();
  }

  /** Keeps the thread, which has parked, busy. */
  private void block() throws InterruptedException {
    var waiting = new Gate(gate);
    Backdrop.of("busy", value -> waiting.pass(), trash).close();
    parking.pass();
    waiting.reached.await();
  }

  @Test
  void aValueIsWeighedOnceAndByItsCloser() throws Exception {
    var weighedBy = new ArrayList<Thread>();
    hand(
        "value",
        value -> {
          weighedBy.add(Thread.currentThread());
          return ROOM;
        });
    runAll();
    block();

    hand("full", value -> ROOM);
    hand("too much", value -> 1);

    assertThat(weighedBy).containsExactly(Thread.currentThread());
    assertThat(released).containsExactly("value", "too much");
    assertThat(trash.stats().pendingBytes()).isEqualTo(ROOM);
    assertThat(trash.stats().inCaller()).isEqualTo(1);
  }

  @Test
  void theHeaviestValuesDoNotOverflowTheSum() throws Exception {
    try (var growing = TrashThread.builder().growWhenFull(pending -> {}).start()) {
      var begun = new CountDownLatch(1);
      Disposer<Object> waiting =
          value -> {
            begun.countDown();
            gate.await();
          };
      Backdrop.of("busy", waiting, growing).close();
      begun.await();
      for (int i = 0; i < 2; i++) {
        Backdrop.of("huge", noting.weighing(value -> Long.MAX_VALUE), growing).close();
      }

      assertThat(growing.stats().pendingBytes()).isEqualTo(2L << 42);
      gate.countDown();
      growing.flush();
      assertThat(growing.stats().pendingBytes()).isZero();
    }
  }

  @Test
  void whatFailsAtSayingWhatItWeighsIsReleasedByItsCloserAndNotCounted() {
    try (var log = new LogCapture()) {
      hand("negative", value -> -1);
    }

    assertThat(released).containsExactly("negative");
    assertThat(trash.stats().handedOff()).isZero();
    assertThat(trash.stats().pending()).isZero();
  }
}
