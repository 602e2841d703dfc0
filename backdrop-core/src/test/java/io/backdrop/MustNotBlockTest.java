package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a thread that must not block does with values for which there is no room, or no trash thread
 * any more.
 */
@Timeout(60)
class MustNotBlockTest extends BusyTrashThread {

  @Test
  void aThreadThatMustNotBlockDoesNotWait() throws Exception {
    startBusy(
        TrashThread.builder()
            .bound(1)
            .waitWhenFull(Duration.ofMinutes(10))
            .mustNotBlock(() -> Thread.currentThread().getName().equals(me)));

    hand("value");

    assertThat(released).containsExactly("value by " + me);
  }

  @Test
  void aThreadThatMustNotBlockMakesOneAttemptAndLeavesTheOthers() throws Exception {
    startBusy(TrashThread.builder().bound(1).mustNotBlock(() -> isMe()));
    var attempts = new AtomicInteger();
    Disposer<String> failing =
        value -> {
          attempts.incrementAndGet();
          throw new IOException("busy");
        };

    Backdrop.of("value", failing.retrying(RetryPolicy.of(2, Duration.ofMinutes(10))), trash)
        .close();

    assertThat(attempts).hasValue(1);
    assertThat(trash.stats().retried()).isEqualTo(1);
    assertThat(trash.stats().pending()).isEqualTo(2);
    assertThat(trash.close(Duration.ZERO).count()).isEqualTo(2);
  }

  @Test
  void soItDoesWhereTheStrategyForThatCaseRefuses() throws Exception {
    BackdropStrategy refusing =
        disposal -> {
          throw new RejectedExecutionException("on purpose");
        };
    startBusy(TrashThread.builder().bound(1).handToWhenFull(refusing).mustNotBlock(() -> isMe()));
    var attempts = new AtomicInteger();
    Disposer<String> failing =
        value -> {
          attempts.incrementAndGet();
          throw new IOException("busy");
        };

    try (var log = new LogCapture()) {
      Backdrop.of("value", failing.retrying(RetryPolicy.of(2, Duration.ofMinutes(10))), trash)
          .close();

      assertThat(log.warnings()).singleElement().asString().contains("MustNotBlockTest");
    }
    assertThat(attempts).hasValue(1);
    assertThat(trash.close(Duration.ZERO).count()).isEqualTo(2);
  }

  @Test
  void afterTheEndAThreadThatMustNotBlockReleasesItsOwnValueAndWhatThatCloses() throws Exception {
    trash = TrashThread.builder().mustNotBlock(() -> isMe()).start();
    trash.close();
    try (var log = new LogCapture()) {
      Backdrop.of("parent", noting.andThen(value -> hand("child")), trash).close();
    }
    assertThat(released).containsExactly("parent by " + me, "child by " + me);
  }

  @Test
  void afterTheEndItMakesOneAttemptAndHasAThreadOfItsOwnMakeTheOthers() throws Exception {
    var failed = new LinkedBlockingQueue<Class<?>>();
    FailureHandler handler = (disposal, failure) -> failed.add(disposal.type());
    trash = TrashThread.builder().mustNotBlock(() -> isMe()).onFailure(handler).start();
    trash.close();
    var attempts = new LinkedBlockingQueue<String>();
    Disposer<String> failing =
        value -> {
          attempts.add(Thread.currentThread().getName());
          throw new IOException("busy");
        };
    try (var log = new LogCapture()) {
      var policy = RetryPolicy.of(2, Duration.ofMillis(1));
      Backdrop.of("value", failing.retrying(policy), trash).close();

      assertThat(attempts.take()).isEqualTo(me);
      assertThat(attempts.take()).isEqualTo("backdrop-trash");
      trash.close();
    }
    assertThat(failed).containsExactly(String.class);
    assertThat(trash.stats().pending()).isZero();
    assertThat(trash.failures()).isEqualTo(1);
  }

  @Test
  void afterTheEndAThreadThatMustNotBlockReleasesNoneOfAnother() throws Exception {
    trash = TrashThread.builder().mustNotBlock(() -> isMe()).start();
    trash.close();
    var childClosed = new CountDownLatch(1);
    Disposer<String> closing =
        value -> {
          hand("child of another");
          childClosed.countDown();
          gate.await();
        };
    try (var log = new LogCapture()) {
      var another =
          Thread.ofPlatform()
              .name("another")
              .start(() -> Backdrop.of("value", closing, trash).close());
      childClosed.await();

      hand("mine");

      gate.countDown();
      another.join();
    }
    assertThat(released).containsExactly("mine by " + me, "child of another by another");
  }

  private boolean isMe() {
    return Thread.currentThread().getName().equals(me);
  }

  @Test
  void aThreadThatMustNotBlockDoesNotHelp() throws Exception {
    startBusy(TrashThread.builder().mustNotBlock(() -> true));
    hand("value");

    assertThat(trash.helpDispose(10)).isZero();
    assertThat(released).isEmpty();
  }

  /** As another thread can end it in the middle of a hand-off. */
  @Test
  void whatComesJustAsItEndsIsReleasedByItsCloser() {
    var ended = TrashThread.builder().mustNotBlock(() -> true).start();
    trash = ended;
    var ending = noting.weighing(value -> ended.close(Duration.ZERO).count());

    try (var log = new LogCapture()) {
      Backdrop.of("value", ending, ended).close();
    }
    assertThat(released).containsExactly("value by " + me);
    assertThat(ended.stats().pending()).isZero();
  }
}
