package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@link BackdropStrategy#virtualThreads}. */
@Timeout(60)
class VirtualThreadsTest {

  @Test
  void atMostSoManyRunAtOnce() throws Exception {
    var strategy = BackdropStrategy.virtualThreads(3);
    var running = new AtomicInteger();
    var most = new AtomicInteger();
    var done = new CountDownLatch(200);
    Disposer<Object> disposer =
        value -> {
          most.accumulateAndGet(running.incrementAndGet(), Math::max);
          Thread.yield();
          running.decrementAndGet();
          done.countDown();
        };

    for (int i = 0; i < 200; i++) {
      Backdrop.of("value", disposer, strategy).close();
    }

    done.await();
    assertThat(most.get()).isBetween(1, 3);
  }

  @Test
  void soManyDoRunAtOnce() throws Exception {
    var strategy = BackdropStrategy.virtualThreads(3);
    var together = new CyclicBarrier(4);

    for (int i = 0; i < 3; i++) {
      Backdrop.of("value", value -> together.await(), strategy).close();
    }

    together.await(30, TimeUnit.SECONDS);
  }

  @Test
  void closingDoesNotWaitForAFreeThread() throws Exception {
    var strategy = BackdropStrategy.virtualThreads(1);
    var gate = new CountDownLatch(1);
    var done = new CountDownLatch(100);
    for (int i = 0; i < 100; i++) {
      Backdrop.of(
              "value",
              value -> {
                gate.await();
                done.countDown();
              },
              strategy)
          .close();
    }
    assertThat(done.getCount()).isEqualTo(100);

    gate.countDown();

    done.await();
  }

  @Test
  void aFailureGoesToTheUncaughtExceptionHandlerAndTheNextRuns() throws Exception {
    var uncaught = new LinkedBlockingQueue<Throwable>();
    var threads =
        Thread.ofVirtual().uncaughtExceptionHandler((thread, e) -> uncaught.add(e)).factory();
    var strategy = new VirtualThreads(1, threads);
    var failure = new IllegalStateException("on purpose");
    var released = new CountDownLatch(1);

    Backdrop.of(
            "bad",
            value -> {
              throw failure;
            },
            strategy)
        .close();
    Backdrop.of("good", value -> released.countDown(), strategy).close();

    assertThat(uncaught.poll(30, TimeUnit.SECONDS)).isSameAs(failure);
    released.await();
  }

  @Test
  void anInterruptOfOneDisposalDoesNotReachTheNext() throws Exception {
    var strategy = BackdropStrategy.virtualThreads(1);
    var gate = new Semaphore(0);
    var interrupted = new LinkedBlockingQueue<Boolean>();

    Backdrop.of(
            "interrupts itself",
            value -> {
              gate.acquire();
              Thread.currentThread().interrupt();
            },
            strategy)
        .close();
    Backdrop.of("next", value -> interrupted.add(Thread.interrupted()), strategy).close();
    gate.release();

    assertThat(interrupted.poll(30, TimeUnit.SECONDS)).isFalse();
  }

  @Test
  void aThreadThatCannotBeStartedLeavesTheReleaseToTheCloser() {
    var strategy =
        new VirtualThreads(
            2,
            work -> {
              throw new OutOfMemoryError("no thread, on purpose");
            });
    var releasedBy = new ArrayList<Thread>();

    try (var log = new LogCapture()) {
      Backdrop.of("one", value -> releasedBy.add(Thread.currentThread()), strategy).close();
      Backdrop.of("two", value -> releasedBy.add(Thread.currentThread()), strategy).close();

      assertThat(releasedBy).containsOnly(Thread.currentThread()).hasSize(2);
      assertThat(log.warnings()).hasSize(1);
    }
  }

  @Test
  void anInterruptThatComesWhileTheCloserReleasesIsHisToSee() {
    var strategy =
        new VirtualThreads(
            1,
            work -> {
              throw new OutOfMemoryError("no thread, on purpose");
            });
    var closer = Thread.currentThread();

    Backdrop.of("value", value -> closer.interrupt(), strategy).close();

    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void itGoesOnAfterAThreadCouldNotBeStarted() throws Exception {
    var failing = new AtomicBoolean(true);
    var virtual = Thread.ofVirtual().factory();
    var strategy =
        new VirtualThreads(
            1,
            work -> {
              if (failing.getAndSet(false)) {
                throw new OutOfMemoryError("no thread, on purpose");
              }
              return virtual.newThread(work);
            });
    var released = new CountDownLatch(2);

    Backdrop.of("one", value -> released.countDown(), strategy).close();
    Backdrop.of("two", value -> released.countDown(), strategy).close();

    released.await();
  }

  @Test
  void fewerThanOneIsRefused() {
    for (int number : List.of(0, -1, Integer.MIN_VALUE)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> BackdropStrategy.virtualThreads(number))
          .withMessageContaining(String.valueOf(number));
    }
  }

  @Test
  void aStackThatEndsBeforeAThreadIsStartedTakesNoPlaceAway() throws Exception {
    var attempts = new AtomicInteger();
    var strategy =
        new VirtualThreads(
            1,
            work -> {
              if (attempts.getAndIncrement() == 0) {
                throw new StackOverflowError("on purpose");
              }
              return VirtualThreads.FACTORY.newThread(work);
            });
    var both = new CountDownLatch(2);
    var first = Backdrop.of("first", value -> both.countDown(), strategy);
    assertThatThrownBy(first::close).isInstanceOf(StackOverflowError.class);

    Backdrop.of("second", value -> both.countDown(), strategy).close();

    both.await();
    assertThat(first.isClosed()).isTrue();
  }
}
