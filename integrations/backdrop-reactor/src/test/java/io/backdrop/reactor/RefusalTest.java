package io.backdrop.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.Backdrop;
import io.backdrop.BackdropStrategy;
import io.backdrop.testkit.LogCapture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.scheduler.Schedulers;

/** What a scheduler does not take, the closer releases, and one warning names the scheduler. */
@Tag("warned-once")
@Timeout(60)
class RefusalTest {

  private final List<Object> released = new ArrayList<>();

  @Test
  void becauseItWasDisposedOf() {
    var disposed = Schedulers.newParallel("test", 1);
    disposed.dispose();

    assertRefusedInPlace(BackdropReactor.on(disposed));
  }

  @Test
  void becauseItIsFull() throws Exception {
    var full = Schedulers.newBoundedElastic(1, 1, "test");
    var running = new CountDownLatch(1);
    var filled = new CountDownLatch(1);
    full.schedule(() -> {
      running.countDown();
      awaitQuietly(filled);
    });
    running.await();
    full.schedule(() -> {});
    try {
      assertRefusedInPlace(BackdropReactor.on(full));
    } finally {
      filled.countDown();
      full.dispose();
    }
  }

  private void assertRefusedInPlace(BackdropStrategy strategy) {
    try (var log = new LogCapture()) {
      Backdrop.of("one", released::add, strategy).close();
      Backdrop.of("two", released::add, strategy).close();

      assertThat(released).containsExactly("one", "two");
      assertThat(log.messages())
          .singleElement()
          .asString()
          .contains("Reactor scheduler", "released in place");
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException disposed) {
      Thread.currentThread().interrupt();
    }
  }
}
