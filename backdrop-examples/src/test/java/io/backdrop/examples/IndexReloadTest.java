package io.backdrop.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.backdrop.BackdropStrategy;
import io.backdrop.Disposal;
import io.backdrop.TrashThread;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real off-heap index that is swapped under readers. */
@Timeout(60)
class IndexReloadTest {

  private static final int KEYS = 1_000;
  private static final int RELOADS = 200;

  private final Queue<OffHeapIndex> released = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean over = new AtomicBoolean();

  @Test
  void everyRequestIsAnsweredFromOneVersionAndEveryVersionIsFreed() throws Exception {
    try (var trash = TrashThread.start();
        var service = new IndexReload(OffHeapIndex.build(KEYS, key -> 0), noting(trash::execute))) {
      try (var readers = Executors.newFixedThreadPool(2)) {
        Callable<Long> reading = () -> read(service);
        var answers = List.of(readers.submit(reading), readers.submit(reading));
        for (int version = 1; version <= RELOADS; version++) {
          long value = version;
          service.reload(KEYS, key -> value);
        }
        over.set(true);
        for (var answer : answers) {
          assertThat(answer.get()).isPositive();
        }
      }
    }
    assertThat(released).hasSize(RELOADS + 1).noneMatch(OffHeapIndex::isOpen);
  }

  @Test
  void aVersionThatComesAfterTheEndIsFreedToo() {
    var service = new IndexReload(OffHeapIndex.build(KEYS, key -> 0), noting(Disposal::run));
    service.close();

    assertThatIllegalStateException().isThrownBy(() -> service.reload(KEYS, key -> 1));

    assertThat(released).hasSize(2).noneMatch(OffHeapIndex::isOpen);
  }

  /**
   * Two keys of one version have the same value, so their sum is even. Returns how many it asked.
   */
  private long read(IndexReload service) {
    long asked = 0;
    do {
      long sum = service.answer(2 * (asked % KEYS), 2 * (asked * 7 % KEYS));
      assertThat(sum % 2).isZero();
      asked++;
    } while (!over.get());
    return asked;
  }

  private BackdropStrategy noting(BackdropStrategy inner) {
    return (Disposal disposal) -> {
      released.add((OffHeapIndex) disposal.value());
      inner.execute(disposal);
    };
  }
}
