package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
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
