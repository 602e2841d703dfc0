package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a listener is told of. */
@Timeout(60)
class TrashListenerTest {

  private final Queue<String> told = new ConcurrentLinkedQueue<>();
  private final TrashListener telling =
      new TrashListener() {
        @Override
        public void disposed(Class<?> type, long weight, long nanos) {
          told.add("disposed %s %d %b".formatted(type.getSimpleName(), weight, nanos > 0));
        }

        @Override
        public void failed(Class<?> type, Throwable failure) {
          told.add("failed %s %s".formatted(type.getSimpleName(), failure.getMessage()));
        }

        @Override
        public void retrying(Class<?> type, long pause) {
          told.add("retrying %s %d".formatted(type.getSimpleName(), pause));
        }

        @Override
        public void full(Class<?> type, long weight) {
          told.add("full %s %d".formatted(type.getSimpleName(), weight));
        }

        @Override
        public void abandoned(Residue residue) {
          told.add("abandoned " + residue.count());
        }
      };

  private final AtomicInteger attempts = new AtomicInteger();
  private final CountDownLatch gate = new CountDownLatch(1);
  private final CountDownLatch atGate = new CountDownLatch(1);
  private final Disposer<String> waiting =
      value -> {
        atGate.countDown();
        gate.await();
      };

  @Test
  void eachDisposalIsTold() {
    try (var trash = TrashThread.builder().listener(telling).start()) {
      Backdrop.of("value", Disposer.<String>none().weighing(String::length), trash).close();
    }

    assertThat(told).containsExactly("disposed String 5 true");
  }

  @Test
  void whatComesAfterTheEndIsToldToFindNoRoom() {
    var trash = TrashThread.builder().listener(telling).start();
    trash.close();
    try (var log = new LogCapture()) {
      Backdrop.of("late", Disposer.<String>none().weighing(String::length), trash).close();
    }

    assertThat(told).containsExactly("full String 4", "disposed String 4 true");
  }

  /** Who reads it has to find the handler. */
  @Test
  void aFailureHandlerThatFailsIsNamedBesideAListenerToo() {
    try (var log = new LogCapture();
        var trash = TrashThread.builder().listener(telling).onFailure(new Failing()).start()) {
      Backdrop.of("value", Disposer.<String>none().andThen(new Failing()), trash).close();
      trash.close();

      assertThat(log.messages())
          .anyMatch(message -> message.startsWith("The handler " + Failing.class.getName()));
    }
  }

  private static final class Failing implements FailureHandler, Disposer<String> {
    @Override
    public void failed(Disposal disposal, Throwable failure) {
      throw new IllegalStateException("on purpose");
    }

    @Override
    public void dispose(String value) throws IOException {
      throw new IOException("on purpose");
    }
  }

  @Test
  void aFlushIsNoDisposal() throws Exception {
    try (var trash = TrashThread.builder().listener(telling).start()) {
      trash.flush();
    }

    assertThat(told).isEmpty();
  }

  @Test
  void aFailureIsToldBeforeTheHandlerAndItsEndAfter() {
    var builder = TrashThread.builder().listener(telling);
    try (var trash = builder.onFailure((disposal, failure) -> told.add("handler")).start()) {
      Backdrop.of("value", TrashListenerTest::fail, trash).close();
    }

    assertThat(told)
        .containsExactly("failed String on purpose", "handler", "disposed String 0 true");
  }

  private static void fail(Object value) {
    throw new IllegalStateException("on purpose");
  }

  @Test
  void anotherAttemptIsToldInPlaceOfTheEnd() {
    var attempts = new AtomicInteger();
    Disposer<String> busyOnce =
        value -> {
          if (attempts.incrementAndGet() == 1) {
            fail(value);
          }
        };
    var policy = RetryPolicy.of(2, Duration.ofNanos(1000));
    try (var trash = TrashThread.builder().listener(telling).start()) {
      Backdrop.of("value", busyOnce.retrying(policy), trash).close();
    }

    assertThat(told).hasSize(2);
    assertThat(told.poll()).startsWith("retrying String ");
    assertThat(told).containsExactly("disposed String 0 true");
  }

  @Test
  void aFullBacklogIsToldByTheCloser() throws Exception {
    try (var trash = TrashThread.builder().bound(1).listener(telling).start()) {
      Backdrop.of("busy", waiting, trash).close();
      atGate.await();

      Backdrop.of(7, Disposer.<Integer>none().weighing(value -> value), trash).close();

      assertThat(told).containsExactly("full Integer 7", "disposed Integer 7 true");
      gate.countDown();
    }
  }

  @Test
  void aResidueIsTold() throws Exception {
    var trash = TrashThread.builder().listener(telling).start();
    Backdrop.of("busy", waiting, trash).close();
    atGate.await();
    Backdrop.of("pending", Disposer.none(), trash).close();

    trash.close(Duration.ofMillis(1));

    assertThat(told).containsExactly("abandoned 2");
    gate.countDown();
  }

  @Test
  void ofAResidueThatIsReturnedTwiceItIsToldOnce() throws Exception {
    var trash = TrashThread.builder().listener(telling).start();
    Backdrop.of("busy", waiting, trash).close();
    atGate.await();

    var first = trash.close(Duration.ofMillis(1));
    var second = trash.close(Duration.ofMillis(1));

    assertThat(second).isEqualTo(first);
    assertThat(told).containsExactly("abandoned 1");
    gate.countDown();
  }

  /** By a thread that must not block, and would leave further attempts to another. */
  @Test
  void norOfOneTwiceWhoseAttemptFailsOnceItIsInTheResidue() throws Exception {
    var trash = TrashThread.builder().bound(1).mustNotBlock(() -> true).listener(telling).start();
    Backdrop.of("busy", waiting, trash).close();
    atGate.await();
    var attempting = new CountDownLatch(1);
    var givenUp = new CountDownLatch(1);
    Disposer<Integer> failing =
        value -> {
          attempting.countDown();
          givenUp.await();
          if (attempts.getAndIncrement() == 0) {
            throw new IOException("on purpose");
          }
          gate.await();
        };
    var retrying = failing.retrying(RetryPolicy.of(2, Duration.ZERO));
    var closer = Thread.ofPlatform().start(() -> Backdrop.of(1, retrying, trash).close());
    attempting.await();

    assertThat(trash.close(Duration.ofMillis(1)).count()).isEqualTo(2);
    givenUp.countDown();
    while (attempts.get() < 2) {
      Thread.onSpinWait();
    }
    assertThat(trash.close(Duration.ofMillis(1)).count()).isEqualTo(2);

    assertThat(told)
        .filteredOn(each -> each.startsWith("abandoned"))
        .containsExactly("abandoned 2");
    gate.countDown();
    closer.join();
  }

  @Test
  void whatAListenerThrowsStopsNothing() {
    var log = new LogCapture();
    try (log;
        var trash = TrashThread.builder().listener(new Throwing()).start()) {
      for (var value : List.of("one", "two")) {
        Backdrop.of(value, item -> told.add(item), trash).close();
      }
    }

    assertThat(told).containsExactly("one", "two");
    assertThat(log.messages())
        .singleElement()
        .asString()
        .contains(Throwing.class.getName(), "backdrop-trash");
  }

  /** The one that the JVM throws is simulated: it comes where the listener allocates. */
  @Test
  void norDoesTheEndOfMemoryInIt() throws Exception {
    var listener = new WithoutMemory();
    var log = new LogCapture();
    try (log;
        var trash = TrashThread.builder().bound(1).listener(listener).start()) {
      Backdrop.of("busy", waiting, trash).close();
      atGate.await();
      Backdrop.of("full", item -> told.add(item), trash).close();
      gate.countDown();
      trash.flush();
      Disposer<String> failing = TrashListenerTest::fail;
      Backdrop.of("failing", failing.retrying(RetryPolicy.of(2, Duration.ofNanos(1))), trash)
          .close();
      trash.flush();
      while (trash.stats().pending() > 0) {
        Thread.onSpinWait(); // For the other attempt.
      }
      Backdrop.of("good", item -> told.add(item), trash).close();
    }

    assertThat(told).containsExactly("full", "good");
    // Each of four ends, and beside that: full, another attempt, failed.
    assertThat(listener.calls).hasValue(4 + 3);
    assertThat(log.messages()).filteredOn(each -> each.contains("WithoutMemory")).hasSize(1);
  }

  private static final class WithoutMemory implements TrashListener {
    private final AtomicInteger calls = new AtomicInteger();

    private OutOfMemoryError end() {
      calls.incrementAndGet();
      return new OutOfMemoryError("on purpose");
    }

    @Override
    public void disposed(Class<?> type, long weight, long nanos) {
      throw end();
    }

    @Override
    public void failed(Class<?> type, Throwable failure) {
      throw end();
    }

    @Override
    public void retrying(Class<?> type, long pause) {
      throw end();
    }

    @Override
    public void full(Class<?> type, long weight) {
      throw end();
    }
  }

  private static final class Throwing implements TrashListener {
    @Override
    public void disposed(Class<?> type, long weight, long nanos) {
      fail(type);
    }
  }

  @Test
  void aListenerIsGiven() {
    assertThatNullPointerException()
        .isThrownBy(() -> TrashThread.builder().listener(null))
        .withMessage("observer");
  }
}
