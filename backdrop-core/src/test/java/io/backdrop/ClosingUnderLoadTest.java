package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Closing a trash thread while others hand off without a pause: there is always a next one. */
@Timeout(60)
class ClosingUnderLoadTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  private final TrashThread trash = TrashThread.builder().name("trash").start();
  private final AtomicInteger released = new AtomicInteger();
  private final AtomicBoolean going = new AtomicBoolean(true);
  private final CountDownLatch begun = new CountDownLatch(1);

  /** One more is wanted, as soon as one is being released. */
  private final Semaphore wanted = new Semaphore(1);

  /** How many have been handed off beyond the one that is being released. */
  private final Semaphore next = new Semaphore(-1);

  private final Disposer<String> followed =
      value -> {
        begun.countDown();
        if (Thread.currentThread().getName().equals("trash")) {
          wanted.release();
          next.acquire();
        }
        released.incrementAndGet();
      };

  /** Has the next one in the queue before the trash thread is through with one. */
  private FutureTask<Integer> handOffWithoutAPause() throws InterruptedException {
    Callable<Integer> handingOff =
        () -> {
          int handedOff = 0;
          while (going.get()) {
            wanted.acquire();
            Backdrop.of("next", followed, trash).close();
            handedOff++;
            next.release();
          }
          return handedOff;
        };
    var producer = new FutureTask<>(handingOff);
    Thread.ofPlatform().start(producer);
    begun.await();
    return producer;
  }

  private int stop(FutureTask<Integer> producer) throws Exception {
    going.set(false);
    wanted.release();
    return producer.get();
  }

  @Test
  void itComesToItsEnd() throws Exception {
    var producer = handOffWithoutAPause();

    try (var log = new LogCapture()) {
      assertThat(trash.close(LONG)).isEqualTo(Residue.NONE);

      int handedOff = stop(producer);
      assertThat(released).hasValue(handedOff);
    }
  }

  /** What it holds may be just what those need. */
  @Test
  void whoHandsOffMeanwhileReleasesNothingOfOthers() throws Exception {
    var held = new Semaphore(0);
    var needed = new CountDownLatch(1);
    var closed = new CountDownLatch(1);
    Disposer<String> needing =
        value -> {
          needed.countDown();
          held.acquire();
        };
    Disposer<String> first =
        value -> {
          begun.countDown();
          closed.await();
          Backdrop.of("second", needing, trash).close();
          Backdrop.of("third", needing, trash).close();
        };
    Backdrop.of("first", first, trash).close();
    begun.await();
    var closing = new FutureTask<>(() -> trash.close(LONG));
    TimedWait.await(Thread.ofPlatform().start(closing));
    closed.countDown();
    needed.await();

    Backdrop.of("own", value -> released.incrementAndGet(), trash).close();

    held.release(2);
    assertThat(closing.get()).isEqualTo(Residue.NONE);
    assertThat(released).hasValue(1);
  }
}
