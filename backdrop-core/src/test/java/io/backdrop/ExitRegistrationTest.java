package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The end of the JVM knows of a trash thread for as long as somebody may release something for it,
 * and no longer: what it knows of is neither forgotten by the collector nor passed over at the end.
 */
@Timeout(60)
class ExitRegistrationTest {

  private static void closeLate(Gate gate, TrashThread trash) {
    Backdrop.of(gate, Gate::pass, trash).close();
  }

  @Test
  void itKnowsOfOneThatRuns() {
    try (var trash = TrashThread.start()) {
      assertThat(ExitDrain.open()).contains(trash);
    }
  }

  @Test
  void itForgetsOneThatHasEnded() {
    var trash = TrashThread.start();
    trash.close();

    assertThat(ExitDrain.open()).doesNotContain(trash);
  }

  @Test
  void itKnowsOfOneThatHasEndedForAsLongAsSomebodyReleasesWhatCameLate() throws Exception {
    var trash = TrashThread.start();
    trash.close();
    var gate = new Gate();
    var closer = Thread.ofPlatform().start(() -> closeLate(gate, trash));
    gate.reached.await();

    Backdrop.of("another that is quick", Disposer.none(), trash).close();
    assertThat(ExitDrain.open()).contains(trash);

    gate.open.countDown();
    closer.join();
    assertThat(ExitDrain.open()).doesNotContain(trash);
  }

  /** It has yet to begin, so nobody is there who runs what is in the queue. */
  @Test
  void itKnowsOfOneThatIsClosedBeforeItsThreadHasBegun() {
    var begin = new CountDownLatch(1);
    ThreadFactory slow =
        work ->
            new Thread(() -> {
              Uninterruptibly.await(begin::await);
              work.run();
            });
    var trash = TrashThread.builder().threadFactory(slow).start();
    trash.beginClosing();

    Backdrop.of("late", Disposer.none(), trash).close();

    assertThat(ExitDrain.open()).contains(trash);
    begin.countDown();
    trash.close();
  }

  @Test
  void itForgetsOneWhoseThreadCouldNotBeStarted() {
    var gate = new CountDownLatch(1);
    Runnable waiting = () -> Uninterruptibly.await(gate::await);
    var started = Thread.ofPlatform().daemon().name("started before").start(waiting);

    assertThatThrownBy(() -> TrashThread.builder().threadFactory(work -> started).start())
        .isInstanceOf(IllegalThreadStateException.class);

    assertThat(ExitDrain.open())
        .extracting(TrashThread::toString)
        .doesNotContain("TrashThread[started before]");
    gate.countDown();
  }

  @Test
  void aThreadThatWasStartedAgainstTheContractEndsAgain() throws Exception {
    var started = new AtomicReference<Thread>();
    ThreadFactory starting =
        work -> {
          started.set(Thread.ofPlatform().daemon().start(work));
          return started.get();
        };

    assertThatThrownBy(() -> TrashThread.builder().threadFactory(starting).start())
        .isInstanceOf(IllegalThreadStateException.class);

    assertThat(started.get().join(Duration.ofSeconds(20))).isTrue();
  }
}
