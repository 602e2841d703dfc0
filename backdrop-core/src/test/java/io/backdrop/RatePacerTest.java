package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a pace holds back the thread that runs disposals, in a time of its own. */
@Timeout(60)
class RatePacerTest extends PacedConsumers {

  @Test
  void soManyItemsTakeTheirTime() {
    hand(1000, this::note);

    runAll(pacer(Pacing.ofItems(100)));

    assertThat(released).hasSize(1000);
    assertThat(last()).isCloseTo(10, within(0.1));
    assertThat(mostInASecond()).isLessThanOrEqualTo(101);
  }

  @Test
  void soDoThoseThatMayBeTriedAgain() {
    Disposer<Object> noting = this::note;
    hand(1000, noting.retrying(RetryPolicy.of(2, Duration.ZERO)));

    runAll(pacer(Pacing.ofItems(100)));

    assertThat(last()).isCloseTo(10, within(0.1));
  }

  /** Two steps each: one that begins, and one that fails. */
  @Test
  void soDoStepsThatFail() {
    IncrementalDisposer<Object> failing =
        value ->
            () -> {
              note(value);
              throw new IllegalStateException("on purpose");
            };
    hand(500, failing);

    runAll(pacer(Pacing.ofItems(100)));

    assertThat(last()).isCloseTo(10, within(0.1));
  }

  @Test
  void soManyBytesTakeTheirTime() {
    hand(100, weighing(1 << 20));

    runAll(pacer(Pacing.ofBytes(10 << 20)));

    assertThat(last()).isCloseTo(10, within(0.2));
    assertThat(mostInASecond()).isLessThanOrEqualTo(11);
  }

  @Test
  void aHugeValueMakesNothingBehindItMoreUrgent() {
    hand(1, weighing(1_000_000));
    hand(60, weighing(10));

    runAll(pacer(Pacing.ofBytes(10).withDrainTarget(Duration.ofSeconds(100))));

    assertThat(mostInASecond()).isLessThanOrEqualTo(3);
    assertThat(last()).isBetween(60.0, 100.0);
  }

  @Test
  void ofTwoRatesTheSlowerOneCounts() {
    hand(100, weighing(1000));

    runAll(pacer(new Pacing(10, 1_000_000, Duration.ofDays(1))));

    assertThat(last()).isCloseTo(10, within(0.2));
  }

  @Test
  void aRestIsNotMadeUpFor() {
    var pacer = pacer(Pacing.ofItems(100));
    hand(10, this::note);
    runAll(pacer);
    time.pass(Duration.ofHours(1).toNanos());

    hand(1000, this::note);
    runAll(pacer);

    assertThat(mostInASecond()).isLessThanOrEqualTo(101);
  }

  @Test
  void whatWasUrgentIsNotOnceItIsDrained() {
    var pacer = pacer(Pacing.ofItems(1_000).withDrainTarget(Duration.ofSeconds(10)));
    Disposer<Object> slow = // Slower than it is urgent.
        value -> {
          time.pass(100_000);
          note(value);
        };
    hand(60_000, slow);
    runAll(pacer);
    released.clear();

    hand(3_000, slow);
    runAll(pacer);

    assertThat(mostInASecond()).isLessThanOrEqualTo(1_100);
  }

  @Test
  void aLongBacklogIsDrainedWithinTheTarget() {
    hand(10_000, this::note);

    runAll(pacer(Pacing.ofItems(10).withDrainTarget(Duration.ofSeconds(20))));

    assertThat(released).hasSize(10_000);
    assertThat(last()).isBetween(15.0, 20.5);
  }

  @Test
  void norDoesItTakeLongerWhereParkingDoes() {
    time.lateness(100_000);
    hand(1_000_000, this::note);

    runAll(pacer(Pacing.ofItems(1_000).withDrainTarget(Duration.ofSeconds(60))));

    assertThat(last()).isBetween(50.0, 63.0);
  }

  @Test
  void whatWaitsBehindALargeValueIsReleasedWithinTheTargetToo() {
    hand(1, steps(1_000_000));
    hand(10, this::note);

    runAll(pacer(Pacing.ofItems(1_000).withDrainTarget(Duration.ofSeconds(60))));

    assertThat(last()).isBetween(30.0, 60.0);
  }

  @Test
  void theTargetHoldsForBytesAsWell() {
    hand(10_000, weighing(1 << 20));

    runAll(pacer(Pacing.ofBytes(1 << 20).withDrainTarget(Duration.ofSeconds(60))));

    assertThat(last()).isBetween(50.0, 62.0);
  }

  @Test
  void onceItIsDrainedThePaceIsTheUsualOneAgain() {
    var pacer = pacer(Pacing.ofItems(10).withDrainTarget(Duration.ofSeconds(20)));
    hand(10_000, this::note);
    runAll(pacer);
    time.pass(Duration.ofMinutes(1).toNanos());
    double began = time.seconds();

    hand(50, this::note);
    runAll(pacer);

    assertThat(last() - began).isCloseTo(5, within(0.2));
  }

  @Test
  void thereIsNoPaceFromWhenThereWasNoRoomUntilTheBacklogIsHalfEmpty() {
    var pacer = pacer(Pacing.ofItems(1000).withDrainTarget(Duration.ofDays(1)));
    hand(BOUND, this::note);
    pacer.catchUp();

    runAll(pacer);

    long atOnce = released.stream().filter(at -> at == 0).count();
    assertThat(atOnce).isBetween(BOUND / 2L, BOUND / 2L + 2);
    assertThat(last()).isCloseTo(BOUND / 2 / 1000.0, within(1.0));
  }

  @Test
  void thereIsNoPaceWhileSomebodyWaits() {
    var pacer = pacer(Pacing.ofItems(10));
    hand(30, this::note);
    pacer.hurry();
    time.meanwhile(() -> assertThat(released).hasSizeGreaterThan(30));

    runAll(pacer);
    pacer.relax();
    time.meanwhile(() -> {});
    hand(30, this::note);
    runAll(pacer);

    assertThat(released.subList(0, 30)).containsOnly(0.0);
    assertThat(last()).isCloseTo(3, within(0.2));
  }

  @Test
  void norAreTheBytesMadeUpForThatWereReleasedWhileSomebodyWaited() {
    var pacer = pacer(Pacing.ofBytes(10));
    hand(30, weighing(1));
    pacer.hurry();

    runAll(pacer);
    pacer.relax();
    hand(30, weighing(1));
    runAll(pacer);

    assertThat(released.subList(0, 30)).containsOnly(0.0);
    assertThat(last()).isCloseTo(3, within(0.2));
  }

  @Test
  void aLargeValueIsFinishedAtOnceWhenSomebodyBeginsToWait() {
    var pacer = pacer(Pacing.ofItems(10));
    hand(1, steps(1000));
    time.meanwhile(pacer::hurry);

    runAll(pacer);

    assertThat(released).hasSize(1000);
    assertThat(last()).isLessThan(0.2);
  }

  @Test
  void whoPausesInTheMiddleOfAValueIsNotStuck() {
    var stuck = new ArrayList<Disposal>();
    hand(1, steps(10));
    time.meanwhile(
        () -> consumers.reportStuck(1, (disposal, since, thread, behind) -> stuck.add(disposal)));

    runAll(pacer(Pacing.ofItems(1)));

    assertThat(released).hasSize(10);
    assertThat(stuck).isEmpty();
  }

  @Test
  void whoGoesOnAfterAPauseMayBeStuckAgain() {
    var stuck = new ArrayList<Disposal>();
    var looking = new AtomicInteger();
    Disposer<Object> slow =
        (IncrementalDisposer<Object>)
            value ->
                () -> {
                  time.pass(1_000_000_000);
                  consumers.reportStuck(
                      500_000_000, (disposal, since, thread, behind) -> stuck.add(disposal));
                  return looking.incrementAndGet() < 3;
                };
    hand(1, slow);

    runAll(pacer(Pacing.ofItems(1)));

    assertThat(stuck).hasSize(1);
  }

  @Test
  void pausesAreNoTimeSpentDisposing() {
    hand(1, steps(10));
    hand(10, value -> time.pass(1_000_000));

    runAll(pacer(Pacing.ofItems(1)));

    assertThat(consumers.totals().statistics(0, 0, 0).busy()).isEqualTo(Duration.ofMillis(10));
  }

  @Test
  void stepsAreTimeSpentDisposing() {
    Disposer<Object> slow =
        (IncrementalDisposer<Object>)
            value -> {
              var left = new AtomicInteger(10);
              return () -> {
                time.pass(1_000_000);
                return left.decrementAndGet() > 0;
              };
            };
    hand(1, slow);

    runAll(pacer(Pacing.ofItems(1)));

    assertThat(consumers.totals().statistics(0, 0, 0).busy()).isEqualTo(Duration.ofMillis(10));
  }

  @Test
  void aFailingStepEndsItsValueAlone() {
    hand(
        1,
        value -> {
          throw new IllegalStateException("on purpose");
        });
    hand(
        1,
        (IncrementalDisposer<Object>)
            value ->
                () -> {
                  throw new IllegalStateException("on purpose");
                });
    hand(1, this::note);

    runAll(pacer(Pacing.ofItems(1000)));

    assertThat(released).hasSize(1);
    assertThat(isolation.failures()).isEqualTo(2);
    assertThat(backlog.pending()).isZero();
  }
}
