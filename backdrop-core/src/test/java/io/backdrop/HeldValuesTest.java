package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a value holds and closes at its release, while the backlog is full. */
@Timeout(60)
class HeldValuesTest extends BusyTrashThread {

  @Test
  void whoFindsNoRoomForAValueReleasesAllThatItHolds() throws Exception {
    startBusy(TrashThread.builder().bound(3));
    hand("queued");
    hand("also queued");

    Backdrop.of(List.of("a", "b", "c"), parts -> parts.forEach(this::hand), trash).close();

    assertThat(released).containsExactly("a by " + me, "b by " + me, "c by " + me);
    assertThat(trash.stats().pending()).isEqualTo(3);
  }

  /** Closes, on a thread of its own, one that holds a hundred; returns while it is in the first. */
  private Thread closeAHundred(CountDownLatch goOn) throws InterruptedException {
    hand("queued");
    hand("also queued");
    var inFirst = new CountDownLatch(1);
    Disposer<Integer> part =
        value -> {
          inFirst.countDown();
          goOn.await();
        };
    Disposer<Integer> whole =
        value -> {
          for (int i = 0; i < 100; i++) {
            Backdrop.of(i, part, trash).close();
          }
        };
    var closer = Thread.ofPlatform().start(() -> Backdrop.of(100, whole, trash).close());
    inFirst.await();
    return closer;
  }

  @Test
  void whatItHoldsIsInTheResidueOfAnEarlyEnd() throws Exception {
    startBusy(TrashThread.builder().bound(3));
    var goOn = new CountDownLatch(1);
    var closer = closeAHundred(goOn);

    var residue = trash.close(Duration.ofMillis(1));

    goOn.countDown();
    closer.join();
    assertThat(residue.types())
        .containsEntry(Integer.class, 100L)
        .containsEntry(String.class, residue.count() - 100);
    gate.countDown();
    while (trash.stats().pending() > 0) {
      Thread.onSpinWait(); // For what was running then.
    }
    assertThat(trash.stats().handedOff()).isEqualTo(residue.count());
  }

  @Test
  void whatItHoldsIsPendingForWhoTellsOfWhatIsStuck() throws Exception {
    startBusy(TrashThread.builder().bound(3));
    var goOn = new CountDownLatch(1);
    var closer = closeAHundred(goOn);

    var pending = trash.pendingNow();

    goOn.countDown();
    closer.join();
    assertThat(pending.types()).containsEntry(Integer.class, 100L);
  }

  @Test
  void whatItHoldsTakesNoRoomFromOthersMeanwhile() throws Exception {
    startBusy(TrashThread.builder().bound(3));
    var goOn = new CountDownLatch(1);
    var closer = closeAHundred(goOn);

    gate.countDown();
    while (trash.stats().pending() > 1) {
      Thread.onSpinWait();
    }
    hand("other");
    goOn.countDown();
    closer.join();
    trash.flush();

    assertThat(released).contains("other by trash");
  }

  @Test
  void whoMustNotBlockLeavesWhatItHoldsToTheTrashThread() throws Exception {
    startBusy(TrashThread.builder().bound(1).mustNotBlock(() -> true));

    Backdrop.of(List.of("a", "b"), parts -> parts.forEach(this::hand), trash).close();

    assertThat(released).isEmpty();
    gate.countDown();
    trash.flush();
    assertThat(released).containsExactly("a by trash", "b by trash");
  }

  @Test
  void whatTheTrashThreadsOwnDisposersCloseIsTakenBeyondTheBound() throws Exception {
    startBusy(TrashThread.builder().bound(2));
    Backdrop.of(List.of("a", "b", "c"), parts -> parts.forEach(this::hand), trash).close();

    gate.countDown();
    while (trash.stats().pending() > 0) {
      trash.flush();
    }

    assertThat(released).containsExactly("a by trash", "b by trash", "c by trash");
  }

  @Test
  void aChainThatFindsNoRoomIsNotNested() throws Exception {
    startBusy(TrashThread.builder().bound(1));
    var chain = new AtomicReference<Disposer<Integer>>();
    var depth = new AtomicInteger();
    chain.set(value -> {
      if (value > 0) {
        Backdrop.of(value - 1, chain.get(), trash).close();
      }
      depth.incrementAndGet();
    });

    Backdrop.of(100_000, chain.get(), trash)
        .close(); // In the caller, with nothing but what is here.

    gate.countDown();
    while (depth.get() <= 100_000) {
      trash.flush();
    }
    assertThat(depth).hasValue(100_001);
    assertThat(trash.failures()).isZero();
  }
}
