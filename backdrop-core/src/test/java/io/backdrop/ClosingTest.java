package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who closes a trash thread waits for all that it has, but a disposer does not wait for itself. */
@Timeout(60)
class ClosingTest {

  private static final Duration SHORT = Duration.ofMillis(20);

  private final Queue<Object> released = new ConcurrentLinkedQueue<>();
  private final Gate gate = new Gate();

  private void block(TrashThread trash) throws InterruptedException {
    Backdrop.of(gate, Gate::pass, trash).close();
    gate.reached.await();
  }

  @Test
  void whoClosesWaitsForWhatAHelperReleases() throws Exception {
    var thread = new CompletableFuture<Thread>();
    var trash =
        TrashThread.builder()
            .threadFactory(work -> {
              thread.complete(new Thread(work));
              return thread.join();
            })
            .start();
    block(trash);
    var helped = new Gate();
    Disposer<Gate> passing = Gate::pass;
    Backdrop.of(helped, passing.andThen(value -> released.add("helped")), trash).close();
    var helper = Thread.ofPlatform().start(() -> trash.helpDispose(1));
    helped.reached.await();
    Runnable closing =
        () -> {
          trash.close();
          released.add("closed");
        };
    var closer = Thread.ofPlatform().start(closing);
    gate.open.countDown();
    thread.join().join();
    while (closer.isAlive() && !isIn("awaitOthers", closer)) {
      Thread.onSpinWait();
    }

    helped.open.countDown();

    helper.join();
    closer.join();
    assertThat(released).containsExactly("helped", "closed");
  }

  private static boolean isIn(String method, Thread thread) {
    return Stream.of(thread.getStackTrace()).anyMatch(it -> it.getMethodName().equals(method));
  }

  @Test
  void aDisposerThatClosesItsOwnTrashThreadDoesNotWaitForItself() {
    var trash = TrashThread.start();
    Disposer<String> closing =
        value -> {
          trash.close();
          released.add(value);
        };
    Backdrop.of("value", closing, trash).close();

    trash.close();

    assertThat(released).containsExactly("value");
  }

  @Test
  void norDoesOneThatClosesTheGlobalTrashThread() throws Exception {
    var global = TrashThread.global();
    Disposer<String> closing =
        value -> {
          global.close();
          released.add(value);
        };
    Backdrop.of("value", closing, global).close();

    global.flush();

    assertThat(released).containsExactly("value");
  }

  @Test
  void whoClosesTheGlobalTrashThreadWaitsForWhatWasHandedOff() throws Exception {
    var global = TrashThread.global();
    block(global);
    Backdrop.of("value", released::add, global).close();
    Runnable closing =
        () -> {
          global.close();
          released.add("closed");
        };
    var closer = Thread.ofPlatform().start(closing);
    while (closer.isAlive() && !isIn("flush", closer)) {
      Thread.onSpinWait();
    }

    gate.open.countDown();

    closer.join();
    assertThat(released).containsExactly("value", "closed");
  }

  @Test
  void closingInTimeIsNotPossibleFromInside() {
    var trash = TrashThread.start();
    var result = new CompletableFuture<Residue>();
    Disposer<String> closing =
        value -> {
          try {
            result.complete(trash.close(SHORT));
          } catch (IllegalStateException refused) {
            result.completeExceptionally(refused);
          }
        };
    Backdrop.of("value", closing, trash).close();
    trash.close();

    assertThat(result)
        .isCompletedExceptionally()
        .failsWithin(Duration.ofSeconds(1))
        .withThrowableOfType(ExecutionException.class)
        .withMessageContaining("would wait for itself");
  }

  @Test
  void aDisposerThatClosesTheGlobalTrashThreadInTimeIsToldOfThatCall() throws Exception {
    var global = TrashThread.global();
    var told = new CompletableFuture<String>();
    Disposer<String> closing =
        value -> {
          try {
            global.close(SHORT);
          } catch (IllegalStateException refused) {
            told.complete(refused.getMessage());
          }
        };
    Backdrop.of("value", closing, global).close();
    global.flush();

    assertThat(told)
        .succeedsWithin(Duration.ofSeconds(1))
        .asString()
        .startsWith("close(Duration) was called by a disposer on TrashThread[backdrop-global]")
        .endsWith("call it from another thread");
  }
}
