package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    var atGate = new CountDownLatch(1);
    Disposer<Object> waiting =
        value -> {
          atGate.countDown();
          gate.await();
        };
    Backdrop.of("busy", waiting, trash).close();
    parking.pass();
    atGate.await();
  }

  /** Weighs differently each time it is asked. */
  private static ToLongFunction<Object> inTurn(long... weights) {
    var left = new ConcurrentLinkedQueue<Long>();
    for (long weight : weights) {
      left.add(weight);
    }
    return value -> left.remove();
  }

  @ParameterizedTest
  @CsvSource({"100, 1", "1, 100"})
  void theRoomIsTheSameAfterAValueThatWeighsDifferentlyTheSecondTime(long first, long second)
      throws Exception {
    hand("moody", inTurn(first, second));
    runAll();
    block();

    hand("full", value -> ROOM);
    hand("too much", value -> 1);

    assertThat(released).containsExactly("moody", "too much");
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

  @Test
  void whatFailsAtSayingWhatItWeighsAsItRunsIsReleasedAndCountedAllTheSame() throws Exception {
    hand("value", inTurn(ROOM)); // And nothing to answer when asked again.
    hand("weightless", value -> 0);
    runAll();

    hand("full", inTurn(ROOM, ROOM));

    assertThat(released).containsExactlyElementsOf(List.of("value", "weightless"));
    assertThat(trash.stats().disposed()).isEqualTo(2);
    assertThat(trash.stats().pendingBytes()).isEqualTo(ROOM);
    assertThat(trash.stats().inCaller()).isZero();
    assertThat(trash.failures()).isZero();
  }
}
