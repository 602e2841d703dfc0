package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens to values for which a trash thread has no room. */
@Timeout(60)
class TrashThreadBoundsTest extends BusyTrashThread {

  @Test
  void theCloserReleasesWhatFindsNoRoom() throws Exception {
    startBusy(TrashThread.builder().bound(3));

    List.of("one", "two", "three", "four").forEach(this::hand);

    assertThat(released).containsExactly("three by " + me, "four by " + me);
    assertThat(trash.stats().inCaller()).isEqualTo(2);
    assertThat(trash.stats().pending()).isEqualTo(3);
    gate.countDown();
    trash.flush();
    assertThat(released).contains("one by trash", "two by trash").hasSize(4);
  }

  @Test
  void whatFindsNoRoomByItsWeightIsReleasedByTheCloser() throws Exception {
    startBusy(TrashThread.builder().boundBytes(100));

    Backdrop.of("light", noting.weighing(value -> 100), trash).close();
    Backdrop.of("heavy", noting.weighing(value -> 1), trash).close();
    hand("weightless");

    assertThat(released).containsExactly("heavy by " + me);
    assertThat(trash.stats().pendingBytes()).isEqualTo(100);
    gate.countDown();
    trash.flush();
    assertThat(trash.stats().pendingBytes()).isZero();
  }

  @Test
  void whatIsHeavierThanTheBoundIsReleasedByTheTrashThreadToo() throws Exception {
    startBusy(TrashThread.builder().boundBytes(100));

    Backdrop.of("huge", noting.weighing(value -> 101), trash).close();

    assertThat(released).isEmpty();
    assertThat(trash.stats().pendingBytes()).isEqualTo(101);
    gate.countDown();
    trash.flush();
    assertThat(released).containsExactly("huge by trash");
  }

  @Test
  void theCloserIsNotToldOfTheFailuresOfWhatItReleases() throws Exception {
    var failures = new ArrayList<Throwable>();
    startBusy(
        TrashThread.builder().bound(1).onFailure((disposal, failure) -> failures.add(failure)));

    Backdrop.of(
            "bad",
            value -> {
              throw new IllegalStateException("on purpose");
            },
            trash)
        .close();

    assertThat(failures).singleElement().asString().contains("on purpose");
    assertThat(trash.stats().failed()).isEqualTo(1);
  }

  @Test
  void anInterruptOfTheCloserSurvivesWhatItReleases() throws Exception {
    startBusy(TrashThread.builder().bound(1));
    var seen = new ArrayList<Boolean>();

    Thread.currentThread().interrupt();
    Backdrop.of("value", value -> seen.add(Thread.interrupted()), trash).close();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(seen).containsExactly(false);
  }

  @Test
  void anotherStrategyTakesWhatFindsNoRoom() throws Exception {
    var taken = new ArrayList<Disposal>();
    startBusy(TrashThread.builder().bound(1).handToWhenFull(taken::add));

    hand("value");

    assertThat(taken).hasSize(1);
    assertThat(released).isEmpty();
    assertThat(trash.stats().elsewhere()).isEqualTo(1);
  }

  @Test
  void whatFailsOnAnotherStrategyInPlaceHasGoneThereAllTheSame() throws Exception {
    startBusy(TrashThread.builder().bound(1).handToWhenFull(BackdropStrategy.trivial()));
    Disposer<String> failing =
        value -> {
          throw new IllegalStateException("on purpose");
        };

    var backdrop = Backdrop.of("bad", failing, trash);

    assertThatIllegalStateException().isThrownBy(backdrop::close).withMessage("on purpose");
    assertThat(trash.stats().elsewhere()).isEqualTo(1);
  }

  @Test
  void whatTheOtherStrategyRefusesIsReleasedByTheCloser() throws Exception {
    BackdropStrategy refusing =
        disposal -> {
          throw new RejectedExecutionException("on purpose");
        };
    startBusy(TrashThread.builder().bound(1).handToWhenFull(refusing));
    try (var log = new LogCapture()) {
      hand("value");

      assertThat(log.warnings()).hasSize(1);
    }
    assertThat(released).containsExactly("value by " + me);
    assertThat(trash.stats().elsewhere()).isZero();
    assertThat(trash.stats().inCaller()).isEqualTo(1);
  }

  @Test
  void whereTheOtherStrategyHasNoStackTheHandleStaysOpen() throws Exception {
    BackdropStrategy withoutStack =
        disposal -> {
          throw new StackOverflowError("on purpose");
        };
    startBusy(TrashThread.builder().bound(1).handToWhenFull(withoutStack));
    var backdrop = Backdrop.of("value", noting, trash);

    assertThatThrownBy(backdrop::close).isInstanceOf(StackOverflowError.class);

    assertThat(backdrop.unwrap()).isEqualTo("value");
    assertThat(released).isEmpty();
  }

  @Test
  void theBacklogGrowsWithAnAlarm() throws Exception {
    var alarms = new ArrayList<Long>();
    startBusy(TrashThread.builder().bound(2).growWhenFull(alarms::add));

    List.of("one", "two", "three").forEach(this::hand);

    assertThat(released).isEmpty();
    assertThat(alarms).containsExactly(3L, 4L);
    gate.countDown();
    trash.flush();
    assertThat(released).containsExactly("one by trash", "two by trash", "three by trash");
  }

  @Test
  void itDoesNotGrowOnceItHasEnded() throws Exception {
    var alarms = new ArrayList<Long>();
    var settings = TrashThread.builder().threadFactory(Thread::new);
    var backlog = new Backlog(1, 1);
    var isolation = new Isolation((disposal, failure) -> {});
    var calls = ListenerCalls.NONE;
    var loop = new TrashLoop(settings, backlog, isolation, calls, ExitRegistration.NONE);
    startBusy(TrashThread.builder());
    var full = new FullBacklog(trash, settings, loop, backlog, calls);
    backlog.end();

    full.takeBeyondBound(new ClaimableDisposal<>("value", noting, null), alarms::add);

    assertThat(released).containsExactly("value by " + me);
    assertThat(alarms).isEmpty();
  }

  /** It has room by the time that the value comes, and nothing else would wake it. */
  @Test
  void whatGrowsItWakesATrashThreadThatFellAsleepMeanwhile() throws Exception {
    var threads = new ArrayList<Thread>();
    var releasing = new CountDownLatch(1);
    var telling =
        new TrashListener() {
          @Override
          public void full(Class<?> type, long weight) {
            gate.countDown();
            while (threads.getFirst().getState() != Thread.State.WAITING) {
              Thread.onSpinWait();
            }
          }
        };
    startBusy(
        TrashThread.builder()
            .threadFactory(work -> {
              threads.add(new Thread(work));
              return threads.getFirst();
            })
            .signalling()
            .bound(1)
            .growWhenFull(pending -> {})
            .listener(telling));

    Backdrop.of("value", value -> releasing.countDown(), trash).close();

    releasing.await();
  }

  @Test
  void anAlarmThatFailsLosesNothing() throws Exception {
    startBusy(
        TrashThread.builder()
            .bound(1)
            .growWhenFull(pending -> {
              throw new IllegalStateException("on purpose");
            }));
    try (var log = new LogCapture()) {
      hand("value");
      assertThat(log.warnings())
          .singleElement()
          .asString()
          .startsWith("The handler " + TrashThreadBoundsTest.class.getName());
    }
    gate.countDown();
    trash.flush();
    assertThat(released).containsExactly("value by trash");
  }

  @Test
  void whoHelpsRunsWhatIsPendingInItsOrder() throws Exception {
    startBusy(TrashThread.builder());
    List.of("one", "two", "three").forEach(this::hand);

    assertThat(trash.flush(Duration.ZERO)).isFalse(); // Which is nothing to be disposed of.
    assertThat(trash.helpDispose(2)).isEqualTo(2);

    assertThat(released).containsExactly("one by " + me, "two by " + me);
    assertThat(trash.stats().pending()).isEqualTo(2);
    assertThat(trash.helpDispose(10)).isEqualTo(1);
    assertThat(trash.helpDispose(10)).isZero();
  }

  /** Short ones are taken many at once, and what was taken no other can run. */
  @Test
  void whatComesBehindALongOneIsLeftToThoseWhoHelp() throws Exception {
    var clock = new AtomicLong();
    startBusy(TrashThread.builder().nanoTime(clock::get));
    var stuck = new Gate();
    hand("short, and taken together with the next");
    Backdrop.of("long", value -> clock.addAndGet(1_000_000), trash).close();
    Backdrop.of("stuck", value -> stuck.pass(), trash).close();
    hand("behind");
    gate.countDown();
    stuck.reached.await();

    trash.helpDispose(1);

    stuck.open.countDown();
    assertThat(released).contains("behind by " + me);
  }

  @Test
  void aDisposerDoesNotHelpItsOwnTrashThread() throws Exception {
    startBusy(TrashThread.builder());
    var helped = new AtomicInteger(-1);
    Backdrop.of("helping", value -> helped.set(trash.helpDispose(10)), trash).close();
    hand("value");

    gate.countDown();
    trash.flush();

    assertThat(helped).hasValue(0);
  }

  @Test
  void flushWaitsForWhatAHelperHasTaken() throws Exception {
    startBusy(TrashThread.builder());
    var helperIn = new CountDownLatch(1);
    var helperGate = new CountDownLatch(1);
    Disposer<String> slow =
        value -> {
          helperIn.countDown();
          helperGate.await();
          released.add(value);
        };
    Backdrop.of("helped", slow, trash).close();
    var helper = Thread.ofPlatform().start(() -> trash.helpDispose(1));
    helperIn.await();
    gate.countDown();

    assertThat(trash.flush(Duration.ofMillis(50))).isFalse();
    helperGate.countDown();
    trash.flush();

    assertThat(released).containsExactly("helped");
    helper.join();
  }

  @Test
  void aNegativeNumberToHelpWithIsRefused() throws Exception {
    startBusy(TrashThread.builder());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> trash.helpDispose(-1))
        .withMessageContaining("-1");
  }

  @Test
  void boundsBelowOneAreRefused() throws Exception {
    startBusy(TrashThread.builder());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrashThread.builder().bound(0))
        .withMessageContaining("0 disposals");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrashThread.builder().boundBytes(-5))
        .withMessageContaining("-5 bytes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrashThread.builder().waitWhenFull(Duration.ofMillis(-1)))
        .withMessageContaining("PT-0.001S");
  }

  @Test
  void whoseValuesAreTooHeavyDoesNotKeepItFromEnding() throws Exception {
    var heavy = TrashThread.builder().boundBytes(1).start();
    trash = heavy;
    var running = new CountDownLatch(2);
    var inside = new AlwaysOne();
    Disposer<String> slow =
        value -> {
          running.countDown();
          inside.pass();
        };
    var closing = new AtomicBoolean(true);
    Runnable closer =
        () -> {
          while (closing.get()) {
            Backdrop.of("value", slow.weighing(value -> 2), heavy).close();
          }
        };
    var closers = List.of(Thread.ofPlatform().start(closer), Thread.ofPlatform().start(closer));
    running.await();

    assertThat(heavy.close(Duration.ofSeconds(20))).isEqualTo(Residue.NONE);

    closing.set(false);
    inside.open();
    for (var each : closers) {
      each.join();
    }
  }
}
