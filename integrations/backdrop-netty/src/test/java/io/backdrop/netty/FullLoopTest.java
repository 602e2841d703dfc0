package io.backdrop.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.Backdrop;
import io.backdrop.testkit.LogCapture;
import io.netty.channel.DefaultEventLoop;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A loop that lives, and has no room for a turn at a moment when others count on that turn. */
@Timeout(60)
class FullLoopTest {

  /** So many are given away before the loop is asked again. */
  private static final int GIVEN_AWAY = 256;

  private static final int OTHERS = 300;

  private final CountDownLatch refusing = new CountDownLatch(1);
  private final CountDownLatch allThere = new CountDownLatch(1);
  private final FullOnce loop = new FullOnce();
  private final Map<Integer, String> threads = new ConcurrentHashMap<>();
  private final CountDownLatch released = new CountDownLatch(1 + OTHERS);

  @AfterEach
  void end() throws InterruptedException {
    loop.shutdownGracefully(0, 30, TimeUnit.SECONDS).sync();
  }

  @Test
  void whoIsRefusedReleasesTheOwnValueAlone() throws Exception {
    closeWhileOneIsRefused();

    assertThat(threads).containsEntry(0, "refused");
    assertThat(threads.values()).filteredOn("refused"::equals).hasSize(1);
  }

  @Test
  void theLoopGoesOnAsSoonAsItHasRoom() throws Exception {
    closeWhileOneIsRefused();

    assertThat(threads.values())
        .filteredOn(name -> name.equals(loop.name()))
        .hasSize(OTHERS - GIVEN_AWAY);
  }

  @Test
  void oneWarningSaysWhereTheOthersGo() throws Exception {
    try (var log = new LogCapture()) {
      closeWhileOneIsRefused();

      assertThat(log.messages())
          .filteredOn(message -> message.contains("global trash thread"))
          .singleElement()
          .asString()
          .startsWith("Netty event loop");
    }
  }

  @Test
  void whatTheLoopItselfClosesItReleasesLater() throws Exception {
    allThere.countDown();
    var strategy = BackdropNetty.eventLoop(loop);
    var releasedWithinClose =
        loop.submit(() -> {
          Backdrop.of(0, this::release, strategy).close();
          return !threads.isEmpty();
        });

    assertThat(releasedWithinClose.get()).isFalse();
    while (threads.isEmpty()) {
      Thread.onSpinWait();
    }
    assertThat(threads).containsEntry(0, loop.name());
  }

  private void closeWhileOneIsRefused() throws InterruptedException {
    var strategy = BackdropNetty.eventLoop(loop);
    var backdrops = new Backdrop<?>[1 + OTHERS];
    for (int value = 0; value < backdrops.length; value++) {
      backdrops[value] = Backdrop.of(value, this::release, strategy);
    }
    var refused = Thread.ofPlatform().name("refused").start(backdrops[0]::close);
    refusing.await();
    for (int value = 1; value < backdrops.length; value++) {
      backdrops[value].close();
    }
    allThere.countDown();
    refused.join();
    released.await();
  }

  private void release(Integer value) {
    threads.put(value, Thread.currentThread().getName());
    released.countDown();
  }

  /** Has no room for the first turn, and takes its time to say so. */
  private final class FullOnce extends DefaultEventLoop {

    private boolean asked;

    String name() {
      return threadProperties().name();
    }

    @Override
    public void execute(Runnable task) {
      if (!asked && task instanceof LoopTurns) {
        asked = true;
        refusing.countDown();
        awaitOthers();
        throw new RejectedExecutionException("full, on purpose");
      }
      super.execute(task);
    }

    private void awaitOthers() {
      try {
        allThere.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
