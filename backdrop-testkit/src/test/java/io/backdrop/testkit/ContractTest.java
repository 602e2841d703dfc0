package io.backdrop.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.BackdropStrategy;
import io.backdrop.Disposal;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The contracts let pass who keeps them, and fail those that break them. */
class ContractTest {

  private static final ThreadFactory THREADS = Thread.ofVirtual().factory();

  @Test
  void whoKeepsTheStrictestContractPassesAllOfThem() {
    var run = Run.of(Keeping.class);

    assertThat(run.failures()).isEmpty();
    assertThat(run.successes())
        .contains(
            "eachValueIsReleasedOnceInTheEnd",
            "thousandsFromSeveralThreadsAreEachReleasedOnce",
            "anInterruptInADisposerDoesNotReachTheNext",
            "aLongChainOfNestedBackdropsNeedsNoStack");
  }

  @Test
  void whoLosesAValueNowAndThenFails() {
    assertThat(Run.of(Losing.class).failures())
        .contains(
            "eachValueIsReleasedOnceInTheEnd", "thousandsFromSeveralThreadsAreEachReleasedOnce");
  }

  @Test
  void whoReleasesInPlaceIsNotAsynchronousAndIsToldWhy() {
    var run = Run.of(InPlace.class);

    assertThat(run.failures())
        .contains("closingDoesNotWaitForTheRelease", "aFailureDoesNotReachTheCloser");
    assertThat(run.messageOf("closingDoesNotWaitForTheRelease"))
        .contains("before the release had ended; run disposals elsewhere");
    assertThat(run.messageOf("aFailureDoesNotReachTheCloser"))
        .contains("failures of disposers that reached who closed");
  }

  @Test
  void whoDropsWhatHasNoRoomOrComesTooLateKeepsNoContract() {
    assertThat(Run.of(Dropping.class).failures())
        .containsExactlyInAnyOrder(
            "whatIsClosedWhileAReleaseTakesLongIsReleasedToo", "whatIsClosedAfterTheEndIsReleased");
  }

  @Test
  void whoLosesWhatIsPendingAtTheEndKeepsNoContract() {
    assertThat(Run.of(LosingAtTheEnd.class).failures()).contains("whatIsPendingAtTheEndIsReleased");
  }

  @Test
  void whoDropsTheValueOfAnInterruptedThreadKeepsNoContract() {
    assertThat(Run.of(LosingWhenInterrupted.class).failures())
        .contains("whatAnInterruptedThreadClosesIsReleased");
  }

  @Test
  void whoWaitsForRoomAlsoInADisposerIsNotAsynchronous() {
    assertThat(Run.of(WaitingForRoom.class).failures())
        .contains("aDisposerMayCloseOthersWhileManyFollow");
  }

  @Test
  void whoOverlooksAValueThatComesAsItIsAboutToRestIsNotAsynchronous() {
    assertThat(Run.of(Oversleeping.class).failures())
        .contains("eachValueIsReleasedThoughNoOtherFollows");
  }

  /** The end of its executor would wait for as long as the deadlock lasts. */
  @Test
  @Timeout(60)
  void whoWaitsInsideForWhatComesBehindFailsAndHoldsNobodyUp() {
    assertThat(Run.of(Deadlocked.class).failures())
        .contains("aLongChainOfNestedBackdropsNeedsNoStack");
  }

  @Test
  void whoPassesAnInterruptOnIsNotAsynchronous() {
    assertThat(Run.of(PassingInterruptsOn.class).failures())
        .containsExactly("anInterruptInADisposerDoesNotReachTheNext");
  }

  @Test
  void whoRunsOneInsideOfAnotherIsNotQueueing() {
    assertThat(Run.of(Recursing.class).failures())
        .contains("aLongChainOfNestedBackdropsNeedsNoStack");
  }

  static class Keeping extends QueueingStrategyContract {
    @Override
    protected Subject open() {
      var executor = Executors.newSingleThreadExecutor();
      return Subject.of(BackdropStrategy.on(executor)).endedBy(executor);
    }
  }

  static class Losing extends StrategyContract {
    @Override
    protected Subject open() {
      var count = new AtomicInteger();
      BackdropStrategy losing =
          disposal -> {
            if (count.incrementAndGet() % 50 != 0) {
              disposal.run();
            }
          };
      return Subject.of(losing).patientFor(Duration.ofMillis(50));
    }
  }

  static class InPlace extends AsynchronousStrategyContract {
    @Override
    protected Subject open() {
      return Subject.of(BackdropStrategy.trivial());
    }
  }

  /** Has room for more than most tests close at once, and says nothing where it has none. */
  static class Dropping extends QueueingStrategyContract {
    @Override
    protected Subject open() {
      var executor =
          new ThreadPoolExecutor(
              1,
              1,
              0,
              TimeUnit.SECONDS,
              new ArrayBlockingQueue<>(10_000),
              new ThreadPoolExecutor.DiscardPolicy());
      return Subject.of(executor::execute).endedBy(executor).patientFor(Duration.ofSeconds(1));
    }
  }

  static class LosingAtTheEnd extends AsynchronousStrategyContract {
    @Override
    protected Subject open() {
      var executor = Executors.newSingleThreadExecutor();
      return Subject.of(BackdropStrategy.on(executor))
          .endedBy(executor::shutdownNow)
          .patientFor(Duration.ofSeconds(1));
    }
  }

  static class LosingWhenInterrupted extends AsynchronousStrategyContract {
    @Override
    protected Subject open() {
      var executor = Executors.newSingleThreadExecutor();
      var room = new Semaphore(100_000);
      BackdropStrategy losing =
          disposal -> {
            try {
              room.acquire();
              executor.execute(disposal);
            } catch (InterruptedException interrupted) {
              Thread.currentThread().interrupt();
            }
          };
      return Subject.of(losing).endedBy(executor).patientFor(Duration.ofSeconds(1));
    }
  }

  /** Fair: else the thread that has made room, and closes another, may take that room itself. */
  static class WaitingForRoom extends AsynchronousStrategyContract {
    @Override
    protected Subject open() {
      var executor = Executors.newSingleThreadExecutor(WaitingForRoom::daemon);
      var room = new Semaphore(100, true);
      BackdropStrategy waiting =
          disposal -> {
            room.acquireUninterruptibly();
            try {
              executor.execute(() -> {
                room.release();
                disposal.run();
              });
            } catch (RejectedExecutionException ended) {
              room.release();
              throw ended;
            }
          };
      return Subject.of(waiting).endedBy(executor).patientFor(Duration.ofSeconds(1));
    }

    private static Thread daemon(Runnable work) {
      var thread = new Thread(work);
      thread.setDaemon(true);
      return thread;
    }
  }

  /** Looks into its queue, rests a moment, and only then says that it looks no more. */
  static class Oversleeping extends AsynchronousStrategyContract {
    @Override
    protected Subject open() {
      var pending = new ConcurrentLinkedQueue<Disposal>();
      var awake = new AtomicBoolean();
      Runnable draining =
          () -> {
            for (var next = pending.poll(); next != null; next = pending.poll()) {
              runQuietly(next);
              Thread.interrupted();
            }
            LockSupport.parkNanos(1_000_000);
            awake.set(false);
          };
      BackdropStrategy oversleeping =
          disposal -> {
            pending.add(disposal);
            if (awake.compareAndSet(false, true)) {
              THREADS.newThread(draining).start();
            }
          };
      return Subject.of(oversleeping).patientFor(Duration.ofMillis(200));
    }
  }

  /** What a disposer closes waits for the only thread, which runs that disposer. */
  static class Deadlocked extends QueueingStrategyContract {
    @Override
    protected Subject open() {
      var executor =
          Executors.newSingleThreadExecutor(work -> {
            var thread = new Thread(work);
            thread.setDaemon(true);
            return thread;
          });
      var disposing = ThreadLocal.withInitial(() -> false);
      BackdropStrategy deadlocked =
          disposal -> {
            var running =
                executor.submit(() -> {
                  disposing.set(true);
                  runQuietly(disposal);
                  disposing.set(false);
                });
            if (disposing.get()) {
              awaitUninterruptibly(running);
            }
          };
      return Subject.of(deadlocked).endedBy(executor).patientFor(Duration.ofMillis(100));
    }
  }

  /** For a minute: after that the thread may go. */
  private static void awaitUninterruptibly(Future<?> running) {
    long began = System.nanoTime();
    while (!running.isDone() && System.nanoTime() - began < 60_000_000_000L) {
      LockSupport.parkNanos(1_000_000);
      Thread.interrupted();
    }
  }

  /** One thread that runs all there is, and clears its interrupt flag at the very end alone. */
  static class PassingInterruptsOn extends AsynchronousStrategyContract {
    @Override
    protected Subject open() {
      var pending = new ConcurrentLinkedQueue<Disposal>();
      Runnable work =
          () -> {
            for (var next = pending.poll(); next != null; next = pending.poll()) {
              runQuietly(next);
            }
            Thread.interrupted();
          };
      return Subject.of(pending::add).workedBy(work);
    }
  }

  /** Elsewhere, but what a disposer closes at once, inside of it. The longest chain never ends. */
  static class Recursing extends QueueingStrategyContract {
    @Override
    protected Subject open() {
      var disposing = ThreadLocal.withInitial(() -> false);
      BackdropStrategy recursing =
          disposal -> {
            if (disposing.get()) {
              disposal.run();
            } else {
              THREADS
                  .newThread(() -> {
                    disposing.set(true);
                    runQuietly(disposal);
                  })
                  .start();
            }
          };
      return Subject.of(recursing).patientFor(Duration.ofSeconds(3));
    }
  }

  private static void runQuietly(Disposal disposal) {
    try {
      disposal.run();
    } catch (Throwable failure) {
      // Whoever fails, and how, is of no interest here.
    }
  }
}
