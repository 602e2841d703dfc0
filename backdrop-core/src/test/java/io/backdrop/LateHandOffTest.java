package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is handed off after the end of a trash thread, and waits in its queue. */
@Timeout(60)
class LateHandOffTest {

  private static final Duration SHORT = Duration.ofMillis(20);

  private final Queue<Object> released = new ConcurrentLinkedQueue<>();
  private final CountDownLatch gate = new CountDownLatch(1);

  /** By a thread that has not come back, so that it waits in the queue. */
  private Thread handOffLate(TrashThread trash, Disposer<Object> disposer)
      throws InterruptedException {
    var queued = new CountDownLatch(1);
    Disposer<String> closing =
        value -> {
          Backdrop.of((Object) "late", disposer, trash).close();
          queued.countDown();
          gate.await();
        };
    var closer = Thread.ofPlatform().start(() -> Backdrop.of("early", closing, trash).close());
    queued.await();
    return closer;
  }

  @Test
  void whoClosesForATimeDoesNotReleaseWhatCameLate() throws Exception {
    var trash = TrashThread.start();
    trash.close();
    var closer = handOffLate(trash, late -> gate.await());

    assertThat(trash.close(SHORT).types()).isEqualTo(Map.of(String.class, 2L));

    gate.countDown();
    closer.join();
  }

  @Test
  void whoFlushesForATimeDoesNotReleaseWhatCameLate() throws Exception {
    var trash = TrashThread.start();
    trash.close();
    var closer = handOffLate(trash, late -> gate.await());

    assertThat(trash.flush(SHORT)).isFalse();

    gate.countDown();
    closer.join();
    assertThat(trash.flush(Duration.ofSeconds(30))).isTrue();
  }

  @Test
  void whatCameLateIsReleasedByAnotherWhileSomebodyWaitsForIt() throws Exception {
    var trash = TrashThread.builder().name("trash").start();
    trash.close();
    var releasing = new CompletableFuture<Thread>();
    var closer = handOffLate(trash, late -> releasing.complete(Thread.currentThread()));

    var flush = new FutureTask<>(() -> trash.flush(Duration.ofSeconds(30)));
    Thread.ofPlatform().start(flush);

    assertThat(releasing.get().getName()).isEqualTo("trash");
    assertThat(flush.isDone()).isFalse(); // What was handed off before still runs.
    gate.countDown();
    closer.join();
    assertThat(flush.get()).isTrue();
  }

  @Test
  void whoComesLateDoesNotReleaseWhatOthersCloseMeanwhile() throws Exception {
    var trash = TrashThread.start();
    trash.close();
    var begun = new CountDownLatch(1);
    var otherHasClosed = new CountDownLatch(1);
    Disposer<String> waiting =
        value -> {
          begun.countDown();
          otherHasClosed.await();
        };
    var self = Thread.ofPlatform().start(() -> Backdrop.of("own", waiting, trash).close());
    begun.await();
    var other = handOffLate(trash, released::add);
    otherHasClosed.countDown();

    self.join();

    assertThat(released).isEmpty();
    gate.countDown();
    other.join();
    assertThat(released).containsExactly("late");
  }

  @Test
  void whoWaitsForNoTimeHasNothingReleased() throws Exception {
    var trash = TrashThread.start();
    trash.close();
    var closer = handOffLate(trash, released::add);

    assertThat(trash.flush(Duration.ZERO)).isFalse();
    assertThat(trash.helpDispose(0)).isZero();

    assertThat(released).isEmpty();
    gate.countDown();
    closer.join();
    assertThat(released).containsExactly("late");
  }
}
