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
    Backdrop.of("last before", released::add, trash).close();
    atGate.await();
    var flushing = new FutureTask<>(() -> trash.flush(Duration.ofSeconds(10)));
    var flusher = Thread.ofPlatform().start(flushing);
    TimedWait.await(flusher);
    Backdrop.of("behind", value -> gateBehind.await(), trash).close();

    gate.countDown();

    assertThat(flushing.get()).isTrue();
    assertThat(released).containsExactly("before", "last before");
  }

  @Test
  void whatADisposerHasClosedAfterTheEndIsWaitedForAlsoBehindThatDisposer() throws Exception {
    var parts = new TrashParts();
    parts.backlog.end();
    var first = new Gate();
    var second = new Gate();
    Disposer<Object> closing =
        value -> {
          parts.consumers().leaveToCaller(second.disposal());
          first.pass();
        };
    var early = new ClaimableDisposal<>((Object) "early", closing, null);
    var closer = Thread.ofPlatform().start(() -> parts.guests().runHere(early, true));
    first.reached.await();
    var mark = parts.consumers().marks().add();

    first.open.countDown();
    second.reached.await();
    assertThat(mark.isOver()).isFalse();

    second.open.countDown();
    closer.join();
    assertThat(mark.isOver()).isTrue();
  }
}
