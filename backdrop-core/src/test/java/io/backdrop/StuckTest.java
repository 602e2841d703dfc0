package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A disposal that runs for too long is reported, once, with what waits behind it. */
@Timeout(60)
class StuckTest {

  private record Report(Class<?> type, Duration since, String thread, Residue behind) {}

  private final AtomicLong clock = new AtomicLong();

  /** For all but the test: the watch of the library would be quicker than that, now and then. */
  private final AtomicLong clockOfOthers = new AtomicLong();

  private final CountDownLatch gate = new CountDownLatch(1);
  private final CountDownLatch atGate = new CountDownLatch(1);
  private final Disposer<Object> waiting =
      value -> {
        atGate.countDown();
        gate.await();
      };
  private final List<Report> reports = new ArrayList<>();
  private final StuckHandler noting =
      (stuck, since, thread, behind) ->
          reports.add(new Report(stuck.type(), since, thread.getName(), behind));
  private final Thread watch = Thread.currentThread();
  private TrashThread trash;

  @AfterEach
  void close() {
    gate.countDown();
    trash.close();
  }

  private void start(StuckHandler handler) {
    trash =
        TrashThread.builder()
            .name("trash")
            .nanoTime(() -> (Thread.currentThread() == watch ? clock : clockOfOthers).get())
            .onStuck(Duration.ofNanos(1000), handler)
            .start();
  }

  private void startStuck(StuckHandler handler) throws InterruptedException {
    start(handler);
    Backdrop.of("stuck", waiting, trash).close();
    Backdrop.of(1, Disposer.<Integer>none().weighing(value -> 7), trash).close();
    Backdrop.of(2, Disposer.<Integer>none().weighing(value -> 7), trash).close();
    atGate.await();
  }

  @Test
  void whoGaveItToSeveralQueuesIsToldOfTheDisposalThatHeKnows() throws Exception {
    var given = new ArrayList<Disposal>();
    var told = new ArrayList<Disposal>();
    start((stuck, since, thread, behind) -> told.add(stuck));
    try (var queue = new TrashQueue()) {
      BackdropStrategy both =
          disposal -> {
            given.add(disposal);
            queue.execute(disposal);
            trash.execute(disposal);
          };
      Backdrop.of("stuck", waiting, both).close();
      atGate.await();

      clock.set(1000);
      trash.check();
    }

    assertThat(told).singleElement().isSameAs(given.getFirst());
  }

  /** What it asks about may be released at that moment, or keep whoever asks for ever. */
  @Test
  void theWatchAsksNobodyWhatAnythingWeighs() throws Exception {
    start(noting);
    int stuck = 40;
    var asked = new AtomicBoolean();
    ToLongFunction<Object> weighing =
        value -> {
          asked.set(true);
          return 7;
        };
    var begin = new CountDownLatch(1);
    Backdrop.of("first", value -> begin.await(), trash).close();
    for (int i = 0; i < 100; i++) {
      Disposer<Object> none = Disposer.none(); // Short, and so taken several at once.
      Backdrop.of(i, (i == stuck ? waiting : none).weighing(weighing), trash).close();
    }
    begin.countDown();
    atGate.await();
    clock.set(1000);
    asked.set(false);

    trash.check();

    assertThat(asked).isFalse();
    assertThat(reports.getFirst().behind())
        .isEqualTo(new Residue(60, 60 * 7, Map.of(Integer.class, 60L)));
  }

  @Test
  void whatTakesNoLongerThanTheLimitIsNotReported() throws Exception {
    startStuck(noting);

    clock.set(999);
    trash.check();

    assertThat(reports).isEmpty();
  }

  @Test
  void whatTakesLongerIsReportedWithWhatWaitsBehindIt() throws Exception {
    startStuck(noting);

    clock.set(1001);
    trash.check();

    assertThat(reports)
        .containsExactly(
            new Report(
                String.class,
                Duration.ofNanos(1001),
                "trash",
                new Residue(3, 14, Map.of(String.class, 1L, Integer.class, 2L))));
  }

  /** What is short is taken several at once: here two, the second turn after one that took none. */
  @Test
  void whatWasTakenTogetherWithItAndWaitsIsNamedToo() throws Exception {
    startBehindGate("stuck", 1, 2, 3);

    clock.set(1001);
    trash.check();

    assertThat(reports)
        .containsExactly(
            new Report(
                String.class,
                Duration.ofNanos(1001),
                "trash",
                new Residue(4, 0, Map.of(String.class, 1L, Integer.class, 3L))));
  }

  @Test
  void behindTheLastOfThoseTakenTogetherIsOnlyWhatIsInTheQueue() throws Exception {
    startBehindGate(1, "stuck", 2, 3);

    clock.set(1001);
    trash.check();

    assertThat(reports)
        .containsExactly(
            new Report(
                String.class,
                Duration.ofNanos(1001),
                "trash",
                new Residue(3, 0, Map.of(String.class, 1L, Integer.class, 2L))));
  }

  /** Hands all off before the first is taken, and waits for the one that gets stuck. */
  private void startBehindGate(Object... values) throws InterruptedException {
    var allThere = new CountDownLatch(1);
    start(noting);
    Backdrop.of("gate", value -> allThere.await(), trash).close();
    for (var value : values) {
      Backdrop.of(value, value.equals("stuck") ? waiting : Disposer.none(), trash).close();
    }
    allThere.countDown();
    atGate.await();
  }

  @Test
  void itIsReportedOnce() throws Exception {
    startStuck(noting);

    for (int time = 1001; time < 100_000; time += 1000) {
      clock.set(time);
      trash.check();
    }

    assertThat(reports).hasSize(1);
  }

  /** An attempt is, once it takes as long as that. */
  @Test
  void whoPausesBetweenAttemptsInPlaceIsNotStuck() throws Exception {
    start(noting);
    trash.close(); // Whatever comes now is released in place, pauses and all.
    var attempts = new AtomicInteger();
    Disposer<Object> failing =
        value -> {
          if (attempts.incrementAndGet() == 1) {
            throw new IllegalStateException("busy");
          }
          waiting.dispose(value);
        };
    var retrying = failing.retrying(RetryPolicy.of(2, Duration.ofDays(1)));
    var closer = new Thread(() -> Backdrop.of("value", retrying, trash).close(), "closer");
    closer.start();
    TimedWait.await(closer);
    clock.set(1001);

    trash.check();
    assertThat(reports).isEmpty();

    clockOfOthers.set(1001);
    closer.interrupt();
    atGate.await();
    trash.check();
    assertThat(reports).isEmpty();

    clock.set(2001);
    trash.check();
    assertThat(reports).extracting(Report::thread).containsExactly("closer");
    gate.countDown();
    closer.join();
  }

  @Test
  void aHandlerThatFailsStopsNothing() throws Exception {
    startStuck((stuck, since, thread, behind) -> {
      throw new IllegalStateException("on purpose");
    });
    clock.set(1001);
    try (var log = new LogCapture()) {
      trash.check();

      assertThat(log.warnings()).hasSize(1);
    }
  }

  @Test
  void theLogShowsWhereItIsStuck() throws Exception {
    startStuck(StuckHandler.logging());
    clock.set(1001);
    try (var log = new LogCapture()) {
      trash.check();

      assertThat(log.warnings())
          .singleElement()
          .asString()
          .contains("java.lang.String", "PT0.000001001S", "trash", "3 disposals of 14 bytes");
      assertThat(log.thrown())
          .singleElement()
          .satisfies(where ->
              assertThat(where.getStackTrace())
                  .anyMatch(frame -> frame.getClassName().contains("StuckTest")));
    }
  }

  @Test
  void aWatchThreadFindsItByItself() throws Exception {
    var told = new CountDownLatch(1);
    startStuck((stuck, since, thread, behind) -> told.countDown());
    clockOfOthers.set(1001);

    told.await();
  }

  @Test
  void aLimitOfNothingIsRefused() throws Exception {
    startStuck(noting);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrashThread.builder().onStuck(Duration.ZERO, noting))
        .withMessageContaining("0 nanoseconds");
  }
}
