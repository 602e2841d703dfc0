package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.backdrop.testkit.Ledger;
import io.backdrop.testkit.Together;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ending a trash thread, in time or not. */
@Timeout(60)
class ShutdownTest {

  private static final Duration SHORT = Duration.ofMillis(20);

  private final Queue<Object> released = new ConcurrentLinkedQueue<>();
  private final CountDownLatch gate = new CountDownLatch(1);
  private final CountDownLatch atGate = new CountDownLatch(1);

  private void block(TrashThread trash) throws InterruptedException {
    Disposer<String> waiting =
        value -> {
          atGate.countDown();
          gate.await();
        };
    Backdrop.of("stuck", waiting.weighing(value -> 1), trash).close();
    atGate.await();
  }

  @Test
  void nothingIsLeftWhenThereIsTimeEnough() {
    var trash = TrashThread.start();
    Backdrop.of("value", released::add, trash).close();

    var residue = trash.close(Duration.ofSeconds(30));

    assertThat(residue.isEmpty()).isTrue();
    assertThat(residue.types()).isEmpty();
    assertThat(released).containsExactly("value");
  }

  private static TrashThread startDead() {
    return TrashThread.builder().threadFactory(ignored -> new Thread(() -> {})).start();
  }

  @Test
  void aThreadThatDiesInsteadOfRunningIsReplacedAtTheEnd() {
    var trash = startDead();
    Backdrop.of("one", released::add, trash).close();

    trash.close();
    Backdrop.of("two", released::add, trash).close();

    assertThat(released).containsExactly("one", "two");
  }

  @Test
  void aThreadThatDiesInsteadOfRunningIsReplacedBeforeTheEndToo() throws Exception {
    var trash = startDead();
    Backdrop.of("one", released::add, trash).close();

    trash.flush();

    assertThat(released).containsExactly("one");
    trash.close();
  }

  @Test
  void whoClosesForATimeDoesNotReleaseInPlaceOfAThreadThatDied() throws Exception {
    var trash = startDead();
    block(trash);

    assertThat(trash.close(SHORT).count()).isEqualTo(1);
    gate.countDown();
  }

  @Test
  void whatIsLeftIsCountedWeighedAndNamed() throws Exception {
    var trash = TrashThread.start();
    block(trash);
    Disposer<Object> weighing = released::add;
    Backdrop.of("one", weighing.weighing(value -> 10), trash).close();
    Backdrop.of("two", weighing.weighing(value -> 20), trash).close();
    Backdrop.of(3, weighing.weighing(value -> 30), trash).close();

    var residue = trash.close(SHORT);

    assertThat(residue).isEqualTo(new Residue(4, 61, Map.of(String.class, 3L, Integer.class, 1L)));
    gate.countDown();
    trash.close();
    assertThat(released).isEmpty();
  }

  @Test
  void whatComesAfterAResidueIsReleasedByItsCloser() throws Exception {
    var trash = TrashThread.start();
    block(trash);
    trash.close(SHORT);
    try (var log = new LogCapture()) {
      Backdrop.of("late", value -> released.add(Thread.currentThread()), trash).close();
    }
    assertThat(released).containsExactly(Thread.currentThread());
    gate.countDown();
    trash.close();
  }

  @Test
  void nobodyWaitsForRoomInOneThatWasGivenUp() throws Exception {
    var trash = TrashThread.builder().bound(1).waitWhenFull(Duration.ofMinutes(10)).start();
    block(trash);
    var waiting =
        Thread.ofPlatform().start(() -> Backdrop.of("first", released::add, trash).close());
    TimedWait.await(waiting);
    trash.close(SHORT);

    Backdrop.of("late", released::add, trash).close();
    waiting.join();

    assertThat(released).containsExactlyInAnyOrder("first", "late");
    gate.countDown();
    trash.close();
  }

  @Test
  void norIsAnotherHandedWhatWaitedForRoom() throws Exception {
    var elsewhere = new ConcurrentLinkedQueue<Disposal>();
    var trash =
        TrashThread.builder()
            .bound(1)
            .waitWhenFull(Duration.ofMinutes(10))
            .handToWhenFull(elsewhere::add)
            .start();
    block(trash);
    var waiting =
        Thread.ofPlatform().start(() -> Backdrop.of("value", released::add, trash).close());
    TimedWait.await(waiting);
    trash.close(SHORT);
    waiting.join();

    assertThat(elsewhere).isEmpty();
    assertThat(released).containsExactly("value");
    gate.countDown();
    trash.close();
  }

  @Test
  void anInterruptDoesNotCutTheTimeShort() throws Exception {
    var trash = TrashThread.start();
    Backdrop.of("value", released::add, trash).close();

    Thread.currentThread().interrupt();
    var residue = trash.close(Duration.ofSeconds(30));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(residue.isEmpty()).isTrue();
    assertThat(released).containsExactly("value");
  }

  @Test
  void nobodyWaitsForLessThanNothing() throws Exception {
    var before = Duration.ofSeconds(-1);
    try (var trash = TrashThread.start()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> trash.flush(before))
          .withMessageContaining("PT-1S");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> trash.close(before))
          .withMessageContaining("PT-1S");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> TrashThread.global().close(before))
          .withMessageContaining("PT-1S");
    }
  }

  @Test
  void theGlobalTrashThreadShowsWhatIsPendingAndGoesOn() throws Exception {
    var trash = TrashThread.global();
    block(trash);
    Backdrop.of("behind", released::add, trash).close();

    assertThat(trash.close(SHORT).count()).isEqualTo(2);

    gate.countDown();
    assertThat(trash.close(Duration.ofSeconds(30)).isEmpty()).isTrue();
    assertThat(released).containsExactly("behind");
  }

  @Test
  void flushingSaysWhetherItWasInTime() throws Exception {
    try (var trash = TrashThread.start()) {
      assertThat(trash.flush(Duration.ofSeconds(30))).isTrue();
      block(trash);
      assertThat(trash.flush(SHORT)).isFalse();
      gate.countDown();
    }
  }

  @Test
  void whoFlushesIsNotLeftWaitingForWhatIsGivenUp() throws Exception {
    var trash = TrashThread.start();
    block(trash);
    Backdrop.of("behind", released::add, trash).close();
    var flushing = new FutureTask<>(() -> trash.flush(Duration.ofMinutes(10)));
    TimedWait.await(Thread.ofPlatform().start(flushing));

    trash.close(SHORT);
    gate.countDown();

    assertThat(flushing.get()).isTrue();
    assertThat(released).isEmpty();
  }

  /** The clock is asked between the last of a turn and its end. */
  @Test
  void whatIsPendingWeighsWhatItWeighsAlsoAsATurnEnds() throws Exception {
    var ending = new AtomicBoolean();
    var builder = TrashThread.builder();
    builder.nanoTime =
        () -> {
          if (Thread.currentThread().getName().equals("backdrop-trash") && ending.get()) {
            atGate.countDown();
            Uninterruptibly.await(gate::await);
          }
          return System.nanoTime();
        };
    try (var trash = builder.start()) {
      var bothThere = new CountDownLatch(1);
      Disposer<String> first =
          value -> {
            bothThere.await();
            ending.set(true);
          };
      Backdrop.of("first", first.weighing(value -> 1000), trash).close();
      Backdrop.of("second", Disposer.<String>none().weighing(value -> 100), trash).close();
      bothThere.countDown();
      atGate.await();

      assertThat(trash.pendingNow()).isEqualTo(new Residue(1, 100, Map.of(String.class, 1L)));
      gate.countDown();
    }
  }

  @Test
  void flushFromInsideWouldWaitForItself() throws Exception {
    try (var trash = TrashThread.start()) {
      var failed = new CompletableFuture<Throwable>();
      Disposer<String> flushing =
          value -> {
            try {
              trash.flush();
            } catch (IllegalStateException refused) {
              failed.complete(refused);
            }
          };
      Backdrop.of("value", flushing, trash).close();

      assertThatIllegalStateException()
          .isThrownBy(() -> {
            throw failed.get();
          })
          .withMessageContaining("would wait for itself");
    }
  }

  @Test
  void whatIsHandedOffWhileItEndsIsDrainedOrReleasedInPlace() throws Exception {
    for (int round = 0; round < 200; round++) {
      var ledger = new Ledger(300);
      var trash = TrashThread.start();
      try (var log = new LogCapture()) {
        Together.run(
            4,
            thread -> {
              if (thread == 3) {
                trash.close();
              } else {
                for (int value = thread * 100; value < thread * 100 + 100; value++) {
                  Backdrop.of(value, ledger, trash).close();
                }
              }
            });
        trash.close();
      }
      ledger.assertEachReleasedOnce();
    }
  }

  @Test
  void whatIsHandedOffWhileItIsGivenUpIsReleasedOrInTheResidue() throws Exception {
    for (int round = 0; round < 100; round++) {
      var ledger = new Ledger(300);
      var trash = TrashThread.start();
      var residue = new CompletableFuture<Residue>();
      try (var log = new LogCapture()) {
        Together.run(
            4,
            thread -> {
              if (thread == 3) {
                residue.complete(trash.close(Duration.ZERO));
              } else {
                for (int value = thread * 100; value < thread * 100 + 100; value++) {
                  Backdrop.of(value, ledger, trash).close();
                }
              }
            });
        trash.close();
      }
      long released = 0;
      for (int value = 0; value < ledger.size(); value++) {
        released += ledger.has(value) ? 1 : 0;
      }
      // What was running as it was given up, here or with one of the three, is in both.
      assertThat(released + residue.get().count())
          .isBetween(300L, 300L + 4 * QueueConsumer.MOST_AT_ONCE);
    }
  }

  @Test
  void whatADisposerClosesInItsCallerAfterTheEndIsReleased() throws Exception {
    var trash = TrashThread.builder().bound(1).start();
    block(trash);
    var inCaller = new CountDownLatch(1);
    var ended = new CountDownLatch(1);
    Disposer<String> closing =
        value -> {
          inCaller.countDown();
          ended.await();
          Backdrop.of("child", released::add, trash).close();
        };
    var closer = Thread.ofPlatform().start(() -> Backdrop.of("parent", closing, trash).close());
    inCaller.await();
    gate.countDown();
    trash.beginClosing();
    while (trash.stats().pending() > 0) {
      Thread.onSpinWait();
    }
    trash.close(SHORT); // The thread has ended; the closer is still inside its disposer.

    ended.countDown();
    closer.join();

    assertThat(released).containsExactly("child");
  }

  @Test
  void whatWasGivenUpIsWaitedForNoMore() throws Exception {
    try (var trash = TrashThread.start()) {
      Backdrop.of("hangs", value -> gate.await(), trash).close();
      assertThat(trash.close(SHORT).count()).isEqualTo(1);

      trash.flush();
      trash.close();
      assertThat(gate.getCount()).isEqualTo(1);
    }
    gate.countDown();
  }
}
