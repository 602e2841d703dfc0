package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backdrop.testkit.FailingLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each of the small strategies does that the others do not. */
@Timeout(60)
class StrategiesTest {

  @Test
  void trivialReleasesInPlace() {
    var releasedBy = new AtomicReference<Thread>();

    Backdrop.of("v", value -> releasedBy.set(Thread.currentThread()), BackdropStrategy.trivial())
        .close();

    assertThat(releasedBy.get()).isSameAs(Thread.currentThread());
  }

  @Test
  void trivialThrowsWhatTheDisposerThrew() {
    var failure = new IOException("on purpose");
    var backdrop =
        Backdrop.of(
            "v",
            value -> {
              throw failure;
            },
            BackdropStrategy.trivial());

    assertThatThrownBy(backdrop::close).isInstanceOf(DisposalException.class).hasCause(failure);
  }

  @Test
  void leakNeverReleases() {
    var released = new ArrayList<Object>();

    var backdrop = Backdrop.of("v", released::add, BackdropStrategy.leak());
    backdrop.close();

    assertThat(backdrop.isClosed()).isTrue();
    assertThat(released).isEmpty();
  }

  @Test
  void aThreadPerDisposalIsAPlatformThreadThatTheJvmWaitsFor() throws Exception {
    var threads = new LinkedBlockingQueue<Thread>();
    var strategy = BackdropStrategy.threadPerDisposal();

    Backdrop.of("one", value -> threads.add(Thread.currentThread()), strategy).close();
    Backdrop.of("two", value -> threads.add(Thread.currentThread()), strategy).close();

    var first = threads.poll(30, TimeUnit.SECONDS);
    var second = threads.poll(30, TimeUnit.SECONDS);
    assertThat(first).isNotSameAs(second).isNotSameAs(Thread.currentThread());
    assertThat(first.isVirtual()).isFalse();
    assertThat(first.isDaemon()).isFalse();
  }

  @Test
  void aVirtualThreadIsVirtual() throws Exception {
    var threads = new LinkedBlockingQueue<Thread>();

    Backdrop.of("v", value -> threads.add(Thread.currentThread()), BackdropStrategy.virtualThread())
        .close();

    assertThat(threads.poll(30, TimeUnit.SECONDS).isVirtual()).isTrue();
  }

  @Test
  void threadsInheritNoThreadLocals() throws Exception {
    var seen = new LinkedBlockingQueue<String>();
    var local = new InheritableThreadLocal<String>();
    local.set("a request's");
    try {
      for (var strategy :
          new BackdropStrategy[] {
            BackdropStrategy.threadPerDisposal(),
            BackdropStrategy.virtualThread(),
            BackdropStrategy.virtualThreads(1)
          }) {
        Backdrop.of("v", value -> seen.add(String.valueOf(local.get())), strategy).close();

        assertThat(seen.poll(30, TimeUnit.SECONDS)).isEqualTo("null");
      }
    } finally {
      local.remove();
    }
  }

  @Test
  void onAnExecutorRunsThere() throws Exception {
    var released = new CountDownLatch(1);
    try (var executor = Executors.newSingleThreadExecutor()) {
      Backdrop.of("v", value -> released.countDown(), BackdropStrategy.on(executor)).close();
      released.await();
    }
  }

  @Test
  void debugLogsTheValueAndTheStrategyAndHandsOn() {
    var released = new ArrayList<Object>();
    try (var log = new LogCapture()) {
      Backdrop.of("the value", released::add, BackdropStrategy.debug(BackdropStrategy.trivial()))
          .close();

      assertThat(log.messages())
          .singleElement()
          .asString()
          .contains("java.lang.String", "the value", "Trivial");
    }
    assertThat(released).containsExactly("the value");
  }

  @Test
  void debugHandsOnAValueThatCannotBePrinted() {
    var released = new ArrayList<Object>();
    var unprintable =
        new Object() {
          @Override
          public String toString() {
            throw new IllegalStateException("on purpose");
          }
        };
    try (var log = new LogCapture()) {
      Backdrop.of(unprintable, released::add, BackdropStrategy.debug(BackdropStrategy.trivial()))
          .close();

      assertThat(log.messages()).singleElement().asString().contains("toString failed");
    }
    assertThat(released).hasSize(1);
  }

  @Test
  void debugHandsOnWhatTheLoggerFailsToTellOf() {
    var handedOn = new ArrayList<Object>();
    try (var log = new FailingLog()) {
      Backdrop.of("value", Disposer.none(), BackdropStrategy.debug(handedOn::add)).close();
    }
    assertThat(handedOn).hasSize(1);
  }

  @Test
  void nullIsRefusedByName() {
    assertThatNullPointerException()
        .isThrownBy(() -> BackdropStrategy.on(null))
        .withMessage("executor");
    assertThatNullPointerException()
        .isThrownBy(() -> BackdropStrategy.debug(null))
        .withMessage("inner");
  }

  static Stream<BackdropStrategy> small() {
    return Stream.of(
        BackdropStrategy.trivial(),
        BackdropStrategy.leak(),
        BackdropStrategy.threadPerDisposal(),
        BackdropStrategy.virtualThread(),
        BackdropStrategy.virtualThreads(1),
        BackdropStrategy.debug(BackdropStrategy.trivial()));
  }

  @ParameterizedTest
  @MethodSource("small")
  void nullInPlaceOfADisposalIsRefusedInTheCaller(BackdropStrategy strategy) {
    assertThatNullPointerException().isThrownBy(() -> strategy.execute(null));
  }
}
