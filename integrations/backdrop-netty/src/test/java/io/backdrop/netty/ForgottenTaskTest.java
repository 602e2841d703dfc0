package io.backdrop.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.Backdrop;
import io.backdrop.BackdropStrategy;
import io.backdrop.Disposer;
import io.backdrop.testkit.Ledger;
import io.backdrop.testkit.LogCapture;
import io.netty.channel.DefaultEventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A task that comes between the loop's last look and its end is neither run nor rejected. That is
 * so with every queue that does not remove, such as that of loops with channels.
 */
@Timeout(60)
class ForgottenTaskTest {

  private final Ledger ledger = new Ledger(2);
  private final CountDownLatch coming = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  @Test
  void theTurnOfAnEventLoop() throws Exception {
    var loop = new LateLoop();
    assertEachIsReleased(loop, BackdropNetty.eventLoop(loop));
  }

  @Test
  void aTaskThatMayBlock() throws Exception {
    var loop = new LateLoop();
    assertEachIsReleased(loop, BackdropNetty.blocking(loop));
  }

  @Test
  void aWarningNamesTheExecutorThatForgotOnce() throws Exception {
    var loop = new LateLoop();
    var strategy = BackdropNetty.blocking(loop);
    try (var log = new LogCapture()) {
      closeWhileItEnds(loop, Backdrop.of(0, ledger, strategy));
      Backdrop.of(1, ledger, strategy).close();
      ledger.await();
      log.await("does not run all");

      assertThat(log.messages())
          .filteredOn(message -> message.contains("does not run all that it has been given"))
          .singleElement()
          .asString()
          .contains("Netty executor group");
    }
  }

  @Test
  void thereIsNoWarningWhenAllWasReleasedBeforeTheEnd() throws Exception {
    var loop = new DefaultEventLoop();
    var strategy = BackdropNetty.blocking(loop);
    var ending = new CountDownLatch(1);
    try (var log = new LogCapture()) {
      loop.execute(() -> awaitThen(ending, () -> Backdrop.of(0, ledger, strategy).close()));
      var ended = loop.shutdownGracefully(0, 10, TimeUnit.SECONDS);
      ending.countDown();
      ended.sync();

      assertThat(ledger.has(0)).isTrue();
      assertThat(log.messages()).isEmpty();
    }
  }

  private static void awaitThen(CountDownLatch latch, Runnable then) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    then.run();
  }

  @Test
  void whoClosesWhileThatIsReleasedReleasesItsOwn() throws Exception {
    var loop = new LateLoop();
    var strategy = BackdropNetty.eventLoop(loop);
    var begun = new CountDownLatch(1);
    var gate = new CountDownLatch(1);
    Disposer<Object> slow =
        value -> {
          begun.countDown();
          gate.await();
        };
    closeWhileItEnds(loop, Backdrop.of("forgotten", slow, strategy));
    begun.await();
    var released = new ArrayList<Object>();

    Backdrop.of("later", released::add, strategy).close();
    var releasedWithinClose = List.copyOf(released);
    gate.countDown();

    assertThat(releasedWithinClose).containsExactly("later");
  }

  @Test
  void theTurnOfALoopThatEndsInOneStep() throws Exception {
    var loop = new OneStepLoop();
    assertEachIsReleased(loop, BackdropNetty.eventLoop(loop));
  }

  @Test
  void aTaskOfALoopThatEndsInOneStep() throws Exception {
    var loop = new OneStepLoop();
    assertEachIsReleased(loop, BackdropNetty.blocking(loop));
  }

  @Test
  void itIsReleasedByNoThreadOfNettys() throws Exception {
    var loop = new LateLoop();
    var thread = new CompletableFuture<String>();

    closeWhileItEnds(
        loop,
        Backdrop.of(
            "forgotten",
            value -> thread.complete(Thread.currentThread().getName()),
            BackdropNetty.eventLoop(loop)));

    assertThat(thread.get(30, TimeUnit.SECONDS)).startsWith("backdrop-");
  }

  @Test
  void whatItsDisposerClosesIsReleasedToo() throws Exception {
    var loop = new LateLoop();
    var strategy = BackdropNetty.eventLoop(loop);
    var events = new LinkedBlockingQueue<String>();
    Disposer<Object> nesting =
        value -> {
          Backdrop.of("inner", events::add, strategy).close();
          events.add("outer");
        };

    closeWhileItEnds(loop, Backdrop.of("forgotten", nesting, strategy));

    assertThat(List.of(events.take(), events.take())).containsExactlyInAnyOrder("outer", "inner");
  }

  private void assertEachIsReleased(LateLoop loop, BackdropStrategy strategy) throws Exception {
    closeWhileItEnds(loop, Backdrop.of(0, ledger, strategy));

    Backdrop.of(1, ledger, strategy).close();

    ledger.await();
    ledger.assertEachReleasedOnce();
  }

  private void closeWhileItEnds(LateLoop loop, Backdrop<?> backdrop) throws Exception {
    loop.schedule(() -> {}, 0, TimeUnit.SECONDS).sync();
    var closer = Thread.ofPlatform().start(backdrop::close);
    coming.await();
    loop.shutdownGracefully(0, 10, TimeUnit.SECONDS).sync();
    ended.countDown();
    closer.join();
  }

  /** Never says that it has been shut down before it has ended, as a manual loop does. */
  private final class OneStepLoop extends LateLoop {
    @Override
    public boolean isShutdown() {
      return false;
    }
  }

  /** Takes a task just before its end, and has it in its queue just after. */
  private class LateLoop extends DefaultEventLoop {
    @Override
    protected Queue<Runnable> newTaskQueue(int maxPendingTasks) {
      return new LateQueue();
    }
  }

  private final class LateQueue extends LinkedBlockingQueue<Runnable> {

    private static final long serialVersionUID = 1L;

    @Override
    public boolean offer(Runnable task) {
      if (task.getClass().getName().startsWith("io.backdrop.")) {
        coming.countDown();
        awaitTheEnd();
      }
      return super.offer(task);
    }

    @Override
    public boolean remove(Object task) {
      throw new UnsupportedOperationException();
    }
  }

  private void awaitTheEnd() {
    try {
      ended.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
