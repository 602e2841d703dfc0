package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class LazyCleanerTest {

  private final AtomicInteger asked = new AtomicInteger();

  /** The first time, there are too many threads already. */
  private final LazyCleaner cleaner =
      new LazyCleaner(task -> {
        if (asked.getAndIncrement() == 0) {
          throw new OutOfMemoryError("unable to create native thread");
        }
        return Thread.ofPlatform().daemon().unstarted(task);
      });

  @Test
  void beginsItsThreadOnceThereCanBeOne() {
    var found = new CountDownLatch(1);

    assertThatThrownBy(() -> cleaner.register(new Object(), found::countDown))
        .isInstanceOf(OutOfMemoryError.class);
    cleaner.register(new Object(), found::countDown);

    GarbageCollection.untilTrue(() -> found.getCount() == 0);
  }

  @Test
  void hasOneThreadForAll() {
    assertThatThrownBy(() -> cleaner.register(new Object(), () -> {}))
        .isInstanceOf(OutOfMemoryError.class);
    for (int i = 0; i < 10; i++) {
      cleaner.register(this, () -> {});
    }

    assertThat(asked).hasValue(2);
  }
}
