package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Structured use inside virtual threads: a scope of threads, in each of which values are used and
 * closed. None of it pins a virtual thread to its carrier, as the flight recorder sees it.
 */
@Timeout(60)
class PinningTest {

  private static final int THREADS = 200;
  private static final int EACH = 20;

  /** What the class that is being initialized waits for. */
  private static final CountDownLatch GATE = new CountDownLatch(1);

  @TempDir private Path directory;

  private final AtomicInteger used = new AtomicInteger();
  private final AtomicInteger released = new AtomicInteger();

  @Test
  void closingOntoATrashThreadPinsNoCarrier() throws Exception {
    try (var trash = TrashThread.start()) {
      assertThat(pinnedByClosingOnto(trash)).isEmpty();
    }
  }

  /** The only time when closing waits. */
  @Test
  void waitingForRoomInABacklogPinsNoCarrier() throws Exception {
    var bounded = TrashThread.builder().bound(4).waitWhenFull(Duration.ofSeconds(30));
    try (var trash = bounded.start()) {
      assertThat(pinnedByClosingOnto(trash)).isEmpty();
    }
  }

  @Test
  void closingOntoVirtualThreadsPinsNoCarrier() throws Exception {
    assertThat(pinnedByClosingOnto(BackdropStrategy.virtualThread())).isEmpty();
  }

  @Test
  void closingOntoAFewVirtualThreadsPinsNoCarrier() throws Exception {
    assertThat(pinnedByClosingOnto(BackdropStrategy.virtualThreads(4))).isEmpty();
  }

  @Test
  void closingOntoAnExecutorPinsNoCarrier() throws Exception {
    try (var executor = Executors.newFixedThreadPool(2)) {
      assertThat(pinnedByClosingOnto(BackdropStrategy.on(executor))).isEmpty();
    }
  }

  @Test
  void theRecorderSeesACarrierThatIsPinned() throws Exception {
    try (var recording = begin()) {
      var initializing = Thread.ofVirtual().start(() -> assertThat(Initializing.DONE).isTrue());
      while (initializing.getState() != Thread.State.WAITING) {
        Thread.yield();
      }
      GATE.countDown();
      initializing.join();

      assertThat(pinned(recording)).isNotEmpty();
    }
  }

  /** Whoever waits while a class is being initialized is pinned by the JVM's own frames. */
  private static final class Initializing {
    private static final boolean DONE = pass();

    private static boolean pass() {
      try {
        GATE.await();
        return true;
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** The second time, because to load classes may pin: the JVM's doing, and only once. */
  private List<RecordedEvent> pinnedByClosingOnto(BackdropStrategy strategy) throws Exception {
    useAndCloseInAScope(strategy);
    try (var recording = begin()) {
      useAndCloseInAScope(strategy);
      return pinned(recording);
    }
  }

  /** Left when all of the threads have ended: what is structured needs no preview feature. */
  private void useAndCloseInAScope(BackdropStrategy strategy) {
    try (var scope = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int thread = 0; thread < THREADS; thread++) {
        scope.execute(() -> useAndClose(strategy));
      }
    }
    while (released.get() < used.get()) { // The timeout of the test ends it otherwise.
      Thread.yield();
    }
    assertThat(released.get() % (THREADS * EACH)).isZero();
  }

  private void useAndClose(BackdropStrategy strategy) {
    for (int i = 0; i < EACH; i++) {
      try (var backdrop = Backdrop.of(used, value -> release(), strategy)) {
        backdrop.get().incrementAndGet();
        Thread.yield();
      }
      try (var first = Arc.of(used, value -> release(), strategy);
          var second = first.share()) {
        second.get().incrementAndGet();
        Thread.yield();
      }
    }
  }

  /** Parks, as one that frees something may. */
  private void release() {
    LockSupport.parkNanos(1);
    released.incrementAndGet();
  }

  private static Recording begin() {
    var recording = new Recording();
    recording.enable("jdk.VirtualThreadPinned").withoutThreshold().withStackTrace();
    recording.start();
    return recording;
  }

  private List<RecordedEvent> pinned(Recording recording) throws Exception {
    recording.stop();
    var file = directory.resolve("pinned.jfr");
    recording.dump(file);
    return RecordingFile.readAllEvents(file);
  }
}
