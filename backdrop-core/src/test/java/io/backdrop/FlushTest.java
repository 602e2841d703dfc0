package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A flush waits for what came before it, and for nothing else. */
@Timeout(60)
class FlushTest {

  private final Queue<Object> released = new ConcurrentLinkedQueue<>();
  private final CountDownLatch gate = new CountDownLatch(1);
  private final CountDownLatch atGate = new CountDownLatch(1);
  private final CountDownLatch gateBehind = new CountDownLatch(1);

  /** By its clock every disposal is short, so that after one it takes two in the next turn. */
  private final TrashThread trash = TrashThread.builder().nanoTime(() -> 0).start();

  @AfterEach
  void close() {
    gate.countDown();
    gateBehind.countDown();
    trash.close();
  }

  @Test
  void whatComesBehindItInTheSameTurnIsNotWaitedFor() throws Exception {
    Disposer<Object> waiting =
        value -> {
          atGate.countDown();
          gate.await();
          released.add(value);
        };
    Backdrop.of("before", waiting, trash).close();
    atGate.await();
    var flushing = new FutureTask<>(() -> trash.flush(Duration.ofSeconds(10)));
    var flusher = Thread.ofPlatform().start(flushing);
    TimedWait.await(flusher);
    Backdrop.of("behind", value -> gateBehind.await(), trash).close();

    gate.countDown();

    assertThat(flushing.get()).isTrue();
    assertThat(released).containsExactly("before");
  }
}
