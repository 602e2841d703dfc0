package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A supplier of a pace may close values onto the trash thread that asks it, room or not. */
@Timeout(60)
class ClosingPaceTest {

  private final AtomicReference<Runnable> work = new AtomicReference<>(() -> {});
  private final Supplier<Pacing> working =
      () -> {
        work.getAndSet(() -> {}).run();
        return Pacing.ofItems(1_000_000);
      };

  @Test
  void aFlushWaitsForWhatRunsAfterwards() throws Exception {
    var running = new CountDownLatch(1);
    var gate = new CountDownLatch(1);
    Disposer<String> waiting =
        value -> {
          running.countDown();
          gate.await();
        };
    try (var trash = TrashThread.builder().bound(1).pacing(working).start()) {
      closeSomeInTheSupplierOf(trash);

      Backdrop.of("slow", waiting, trash).close();
      running.await();

      boolean flushed = trash.flush(Duration.ofMillis(100));
      gate.countDown(); // First: a failure must not wait for it.
      assertThat(flushed).isFalse();
    }
  }

  @Test
  void whatADisposerHasClosedAfterTheEndIsReleasedOrInTheResidue() throws Exception {
    var begun = new CountDownLatch(1);
    var ended = new CountDownLatch(1);
    var gate = new CountDownLatch(1);
    var released = new AtomicInteger();
    var trash = TrashThread.builder().pacing(working).start();
    Disposer<String> closingTwo =
        value -> {
          begun.countDown();
          ended.await();
          work.set(() -> Backdrop.of("slow", slow -> gate.await(), trash).close());
          Backdrop.of(1, each -> released.incrementAndGet(), trash).close();
          Backdrop.of(2, each -> released.incrementAndGet(), trash).close();
        };
    Backdrop.of("closes two", closingTwo, trash).close();
    begun.await();

    trash.beginClosing();
    ended.countDown();
    var left = trash.close(Duration.ofSeconds(1));

    var counted = left.types().getOrDefault(Integer.class, 0L);
    assertThat(released.get() + counted).isEqualTo(2);
    gate.countDown();
  }

  private void closeSomeInTheSupplierOf(TrashThread trash) throws Exception {
    var closed = new CountDownLatch(3);
    work.set(() -> {
      for (int value = 0; value < 3; value++) { // The second finds no room.
        Backdrop.of(value, Disposer.none(), trash).close();
        closed.countDown();
      }
    });
    while (closed.getCount() > 0) {
      Backdrop.of("asks for the pace", Disposer.none(), trash).close();
      trash.flush();
    }
  }
}
