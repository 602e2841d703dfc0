package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A hand-off to a trash thread or trash queue allocates nothing on the thread that closes. */
class AllocationTest {

  private static final int CLOSES = 100_000;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void closingOntoATrashThreadAllocatesNothing() throws InterruptedException {
    try (var trash = withPlaces(TrashThread.builder())) {
      assertThat(leastAllocated(trash, trash::flush)).isZero();
    }
  }

  /** 4 bytes, and the head of a page for every so many. */
  @Test
  void thePlacesOfThoseThatArePendingForTheFirstTimeAreAllThatIsAllocated() throws Exception {
    var gate = new Gate();
    try (var trash = TrashThread.start()) {
      Backdrop.of(gate, Gate::pass, trash).close();
      gate.reached.await();

      long allocated = allocatedByClosing(() -> Backdrop.of("value", Disposer.none(), trash));

      assertThat(allocated).isBetween(4L * CLOSES - 4 * Page.SIZE, 5L * CLOSES);
      gate.open.countDown();
    }
  }

  @Test
  void closingOntoASignallingTrashThreadAllocatesNothing() throws InterruptedException {
    try (var trash = withPlaces(TrashThread.builder().signalling())) {
      assertThat(leastAllocated(trash, trash::flush)).isZero();
    }
  }

  @Test
  void closingIntoATrashQueueAllocatesNothing() throws InterruptedException {
    try (var queue = new TrashQueue()) {
      assertThat(leastAllocated(queue, queue::disposeAll)).isZero();
    }
  }

  @Test
  void closingTheLastHandleOntoATrashThreadAllocatesNothing() throws InterruptedException {
    try (var trash = withPlaces(TrashThread.builder())) {
      assertThat(leastAllocated(() -> Arc.of("value", Disposer.none(), trash), trash::flush))
          .isZero();
    }
  }

  /** In a JVM of its own: what the compiler can do depends on all that has gone before. */
  @Test
  void aHandleThatDoesNotEscapeIsNotAllocatedEvenThoughSomeOthersAreWatched() throws Exception {
    try (var jvm =
        ForkedJvm.start(List.of("-Dio.backdrop.leakDetection=sampled"), EscapeMain.class)) {
      assertThat(jvm.awaitEnd()).isEqualToIgnoringNewLines("0 bytes, then 0 bytes");
    }
  }

  @Test
  void whatDoesAllocateIsSeen() throws InterruptedException {
    var kept = new ArrayList<Object>();
    assertThat(leastAllocated(disposal -> kept.add(new Object[1]), kept::clear))
        .isGreaterThanOrEqualTo(CLOSES * 16L);
  }

  /**
   * One in which more have been pending than any burst has: places are made when there never were
   * as many before, and each burst may be quicker than the last and so have more pending.
   */
  private static TrashThread withPlaces(TrashThreadBuilder builder) throws InterruptedException {
    var trash = builder.start();
    var gate = new CountDownLatch(1);
    Disposer<String> waiting = value -> gate.await();
    Backdrop.of("gate", waiting, trash).close();
    for (int i = 0; i < CLOSES + 2 * Page.SIZE; i++) {
      Backdrop.of("value", Disposer.none(), trash).close();
    }
    gate.countDown();
    trash.flush();
    return trash;
  }

  /**
   * Of several bursts: what the JVM itself may allocate on a thread, now and then, is not meant.
   */
  private long leastAllocated(BackdropStrategy strategy, Uninterruptibly.Wait flush)
      throws InterruptedException {
    return leastAllocated(() -> Backdrop.of("value", Disposer.none(), strategy), flush);
  }

  private long leastAllocated(Supplier<AutoCloseable> handles, Uninterruptibly.Wait flush)
      throws InterruptedException {
    long least = Long.MAX_VALUE;
    for (int burst = 0; burst < 5; burst++) {
      least = Math.min(least, allocatedByClosing(handles));
      flush.await();
    }
    return least;
  }

  private long allocatedByClosing(Supplier<AutoCloseable> handles) {
    var made = Stream.generate(handles).limit(CLOSES).toArray(AutoCloseable[]::new);
    long before = threads.getCurrentThreadAllocatedBytes();
    for (var handle : made) {
      close(handle);
    }
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private static void close(AutoCloseable handle) {
    try {
      handle.close();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
