package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What goes wrong in the Rust original, and does not here. The numbers are those of a list, whose
 * last, 14, is the comparison: see the test of the same name in {@code backdrop-cli}, and for
 * contention, backlogs and percentiles {@code backdrop-jmh}.
 */
@Timeout(60)
class NotInheritedTest {

  private final List<Object> released = new ArrayList<>();

  /** 1: the original returns whether the queue is empty, and documents the opposite. */
  @Test
  void disposeOneReturnsWhetherMoreRemains() {
    try (var queue = new TrashQueue()) {
      Backdrop.of("one", released::add, queue).close();
      Backdrop.of("two", released::add, queue).close();

      assertThat(queue.disposeOne()).isTrue();
      assertThat(queue.disposeOne()).isFalse();
      assertThat(queue.disposeOne()).isFalse();
    }
  }

  /** 2: there, the queue is borrowed during the clean-up, and a destructor that enqueues panics. */
  @Test
  void aDisposerMayEnqueueWhileTheQueueIsBeingCleaned() {
    try (var queue = new TrashQueue()) {
      Backdrop.of("outer", value -> Backdrop.of("inner", released::add, queue).close(), queue)
          .close();

      queue.disposeAll();

      assertThat(queue.failures()).isZero();
      assertThat(released).containsExactly("inner");
    }
  }

  /** 3: there, the scoped queue is not cleaned when the scope ends by a panic. */
  @Test
  void aQueueIsCleanedWhenItsScopeEndsByAnException() {
    assertThatThrownBy(
            () -> {
              try (var queue = TrashQueue.ofCurrentThread()) {
                Backdrop.of("value", released::add, queue).close();
                throw new IllegalStateException("the body failed");
              }
            })
        .hasMessage("the body failed");

    assertThat(released).containsExactly("value");
  }

  /**
   * 3 as well: there, a thread-local queue lingers in pooled threads unseen. Here it is seen by the
   * next task, and in the log once the thread has ended; before that, after a minute: see {@link
   * LingeringTest}.
   */
  @Test
  void whatATaskLeavesInItsPooledThreadIsSeenByTheNextAndReleasedAfterThat() throws Exception {
    var done = new CountDownLatch(1);
    try (var log = new LogCapture()) {
      try (var pool =
          Executors.newSingleThreadExecutor(Thread.ofPlatform().name("pooled").factory())) {
        Disposer<Object> counting = value -> done.countDown();
        pool.submit(() -> Backdrop.of("value", counting, TrashQueue.ofCurrentThread()).close())
            .get();

        assertThat(pool.submit(() -> TrashQueue.ofCurrentThread().size()).get()).isEqualTo(1);
      }
      GarbageCollection.untilTrue(() -> done.getCount() == 0);

      assertThat(log.warnings()).anyMatch(warning -> warning.contains("thread pooled"));
    }
  }

  /** 4: there, twenty nested drops deadlock the trash thread on its own ten-slot channel. */
  @Test
  void aThousandNestedValuesDoNotBlockTheTrashThreadOnItself() throws Exception {
    try (var trash = TrashThread.builder().bound(10).waitWhenFull(Duration.ofDays(1)).start()) {
      var all = new CountDownLatch(1000);
      Disposer<Object> closeAll =
          value -> {
            for (int i = 0; i < 1000; i++) {
              Backdrop.of(i, inner -> all.countDown(), trash).close();
            }
          };

      Backdrop.of("outer", closeAll, trash).close();

      trash.flush();
      trash.flush();
      assertThat(all.getCount()).isZero();
    }
  }

  /** 5: there, a lock is held across the blocking send, and delays scopes that begin or end. */
  @Test
  void aBusyTrashThreadDelaysNoOtherScope() throws Exception {
    var gate = new CountDownLatch(1);
    try (var busy = TrashThread.builder().bound(10).waitWhenFull(Duration.ofDays(1)).start()) {
      Backdrop.of("slow", value -> gate.await(), busy).close();
      var sender = Thread.ofPlatform().start(() -> send(11, busy));
      TimedWait.await(sender);

      try (var other = TrashThread.start()) {
        Backdrop.of("value", released::add, other).close();
      }

      assertThat(released).containsExactly("value");
      gate.countDown();
      sender.join();
    }
  }

  private static void send(int values, BackdropStrategy strategy) {
    for (int i = 0; i < values; i++) {
      Backdrop.of("behind it", Disposer.none(), strategy).close();
    }
  }

  /** 6: there, scopes swap one process-wide slot, so overlapping ones break each other. */
  @Test
  void overlappingScopesKeepTheirValuesApart() {
    var first = TrashThread.builder().name("first").start();
    var second = TrashThread.builder().name("second").start();
    Disposer<Object> noteThread = value -> released.add(Thread.currentThread().getName());
    var toFirst = Backdrop.of("value", noteThread, first);
    var toSecond = Backdrop.of("value", noteThread, second);

    toFirst.close();
    first.close();
    toSecond.close();
    second.close();

    assertThat(released).containsExactly("first", "second");
  }

  /** 6 as well: there, a panic leaves the slot swapped, and the thread of the scope unjoined. */
  @Test
  void aScopeThatEndsByAnExceptionHasReleasedItsValues() {
    var releasing = new AtomicReference<Thread>();
    Disposer<Object> noteThread = value -> releasing.set(Thread.currentThread());
    assertThatThrownBy(
            () -> {
              try (var trash = TrashThread.start()) {
                Backdrop.of("value", noteThread, trash).close();
                throw new IllegalStateException("the body failed");
              }
            })
        .hasMessage("the body failed");

    assertThat(releasing.get().getState()).isEqualTo(Thread.State.TERMINATED);
  }

  /** 7: there, one panic kills the global trash thread, and every later drop runs on its caller. */
  @Test
  void aFailingDisposerDoesNotKillTheGlobalTrashThread() throws Exception {
    var trash = TrashThread.global();
    var releasedBy = new CompletableFuture<Thread>();
    try (var log = new LogCapture()) {
      Backdrop.of(
              "bad",
              value -> {
                throw new StackOverflowError("on purpose");
              },
              trash)
          .close();
      Backdrop.of("good", value -> releasedBy.complete(Thread.currentThread()), trash).close();
      trash.flush();

      assertThat(log.warnings()).hasSize(1);
    }
    assertThat(releasedBy.get(30, TimeUnit.SECONDS).getName()).isEqualTo("backdrop-global");
  }

  /** 8: there, values dropped during the final drain meet the already restored slot. */
  @Test
  void valuesClosedDuringTheLastDrainAreReleasedToo() throws Exception {
    var trash = TrashThread.start();
    var gate = new CountDownLatch(1);
    Disposer<Object> closing =
        value -> {
          gate.await();
          Backdrop.of("inner", released::add, trash).close();
          released.add(value);
        };
    Backdrop.of("outer", closing, trash).close();

    trash.beginClosing();
    gate.countDown();
    trash.close();

    assertThat(released).containsExactly("outer", "inner");
  }

  /** 9: there, the global thread is never joined. The JVM's end itself: see {@link ExitTest}. */
  @Test
  void theGlobalTrashThreadIsDrainedAtTheEndOfTheJvm(@TempDir Path folder) throws Exception {
    var file = folder.resolve("released");
    try (var jvm = ForkedJvm.start(ExitMain.class, "normal", file.toString())) {
      jvm.awaitEnd();
    }
    assertThat(file).content().hasLineCount(ExitMain.VALUES);
  }

  /** 10: there, task strategies panic outside a runtime. */
  @Test
  void tasksNeedNoRuntime() throws Exception {
    var done = new CountDownLatch(1);
    var strategy = BackdropStrategy.virtualThreads(1);

    Thread.ofPlatform()
        .start(() -> Backdrop.of("value", value -> done.countDown(), strategy).close())
        .join();

    done.await();
  }

  /** 10 as well: there, thread and task strategies have no bound. */
  @Test
  void noMoreTasksRunAtOnceThanWereAllowed() throws Exception {
    var running = new AtomicInteger();
    var most = new AtomicInteger();
    var done = new CountDownLatch(100);
    var strategy = BackdropStrategy.virtualThreads(2);
    Disposer<Object> counting =
        value -> {
          most.accumulateAndGet(running.incrementAndGet(), Math::max);
          Thread.yield();
          running.decrementAndGet();
          done.countDown();
        };

    for (int i = 0; i < 100; i++) {
      Backdrop.of(i, counting, strategy).close();
    }
    done.await();

    assertThat(most.get()).isBetween(1, 2);
  }

  /** 11: there, a copy of the iterator of clone_many adds no counts, and values go while held. */
  @Test
  void handlesMadeAtOnceAreEachCounted() {
    var first = Arc.of("value", released::add, BackdropStrategy.trivial());
    var handles = first.share(3);
    first.close();

    for (var handle : handles) {
      assertThat(released).isEmpty();
      assertThat(handle.get()).isEqualTo("value");
      handle.close();
    }

    assertThat(released).containsExactly("value");
  }

  /** 12: there, one clone may be given another strategy, and which closes last decides. */
  @Test
  void whicheverHandleClosesLastTheStrategyIsTheSame() {
    var taken = new ArrayList<Disposal>();
    var first = Arc.of("value", Disposer.<String>none(), taken::add);
    var second = first.share();

    first.close();
    assertThat(taken).isEmpty();
    second.close();

    assertThat(taken).hasSize(1);
  }

  /** 12 as well: no handle has a way to give it another. */
  @Test
  void noHandleOfManyCanBeGivenAnotherStrategy() {
    assertThat(Arc.class.getMethods())
        .filteredOn(method -> !Modifier.isStatic(method.getModifiers()))
        .flatExtracting(method -> List.of(method.getParameterTypes()))
        .doesNotContain(BackdropStrategy.class);
  }

  /** 13: there, the strategy of an Arc is handed an internal type. */
  @Test
  void theStrategyOfAnArcIsHandedTheValue() {
    var taken = new ArrayList<Object>();

    Arc.of("value", Disposer.none(), disposal -> taken.add(disposal.value())).close();

    assertThat(taken).containsExactly("value");
  }
}
