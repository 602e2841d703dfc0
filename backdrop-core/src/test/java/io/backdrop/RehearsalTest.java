package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a rehearsal must not do to who happens to be the first. */
@Timeout(60)
class RehearsalTest {

  @Test
  void aVirtualThreadThatHoldsTheLastCarrierIsNotKeptWaiting() throws Exception {
    var options = List.of("-Djdk.virtualThreadScheduler.parallelism=1");
    try (var jvm = ForkedJvm.start(options, RehearsalMain.class)) {
      jvm.awaitLine("released");
    }
  }

  @Test
  void theFirstWatchedHandleHasNoThreadToStart() throws Exception {
    try (var jvm = ForkedJvm.start(LeaksThreadMain.class)) {
      jvm.awaitLine("begun");
    }
  }

  /** Its threads take nothing along: it gets its strategies on each of them. */
  @Test
  void itsThreadsInheritNothingFromTheCaller() throws Exception {
    var carried = new InheritableThreadLocal<String>();
    var found = new ConcurrentHashMap<Thread, String>();
    var own = Thread.currentThread().getContextClassLoader();
    carried.set("of the caller");
    Thread.currentThread().setContextClassLoader(new ClassLoader(own) {});
    try {
      Rehearsal.onceForVirtualThreads(
          RehearsalTest.class,
          () -> {
            var thread = Thread.currentThread();
            found.put(thread, carried.get() + " " + thread.getContextClassLoader().getClass());
            return BackdropStrategy.leak();
          });
      while (found.size() < 4) {
        Thread.onSpinWait();
      }
    } finally {
      carried.remove();
      Thread.currentThread().setContextClassLoader(own);
    }
    found.remove(Thread.currentThread());
    assertThat(found.values())
        .containsOnly("null " + ClassLoader.getSystemClassLoader().getClass());
  }

  private record NoStrategy() {}

  private record FailingStrategy() {}

  @Test
  void itsFailureIsNobodys() {
    Supplier<BackdropStrategy> failing =
        () -> {
          throw new OutOfMemoryError("no thread, on purpose");
        };

    assertThatNoException().isThrownBy(() -> Rehearsal.once(NoStrategy.class, failing));
  }

  @Test
  void norDoesThatLeaveAThreadBehind() {
    var started = new ConcurrentLinkedQueue<TrashThread>();
    BackdropStrategy failing =
        disposal -> {
          disposal.run();
          throw new IllegalStateException("on purpose");
        };
    Supplier<BackdropStrategy> strategies =
        () -> {
          var trash =
              TrashThread.builder()
                  .threadFactory(ignored -> new Thread(() -> {})) // It runs nothing, and is full.
                  .bound(1)
                  .handToWhenFull(failing)
                  .start();
          started.add(trash);
          return trash;
        };

    assertThatNoException().isThrownBy(() -> Rehearsal.once(FailingStrategy.class, strategies));
    assertThat(started.element().stats().pending()).isZero();
  }

  private record RefusingStrategy() {}

  /** Each cause is warned of once, and that is for a value of the user's. */
  @Test
  void aRefusalIsNotWarnedOf() {
    BackdropStrategy refusing =
        disposal -> {
          throw new OutOfMemoryError("no thread, on purpose");
        };

    try (var log = new LogCapture()) {
      Rehearsal.once(RefusingStrategy.class, () -> refusing);
      Backdrop.of("of the user", Disposer.none(), refusing).close();

      assertThat(log.warnings()).singleElement().asString().contains("java.lang.String");
    }
  }
}
