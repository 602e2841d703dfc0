package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A pace that is another one after a while, in a time of its own. */
@Timeout(60)
class ChangingPaceTest extends PacedConsumers {

  private static final Duration LONG = Duration.ofDays(1000);
  private static final Pacing TEN = Pacing.ofItems(10).withDrainTarget(LONG);

  private Supplier<Pacing> first(Pacing first, double seconds, Pacing then) {
    return () -> time.seconds() < seconds ? first : then;
  }

  @Test
  void eachHoldsWhileItIsTheOne() {
    hand(1000, this::note);

    runAll(pacer(first(TEN, 10, Pacing.ofItems(100))));

    assertThat(released.stream().filter(at -> at < 10).count()).isBetween(99L, 102L);
    assertThat(last()).isCloseTo(19, within(0.1));
  }

  @Test
  void whatIsOwedIsPaidAtTheNewOne() {
    hand(2, weighing(1000));
    var slow = Pacing.ofBytes(1).withDrainTarget(LONG);

    runAll(pacer(first(slow, 10, Pacing.ofBytes(990).withDrainTarget(LONG))));

    assertThat(last()).isCloseTo(11, within(0.1));
  }

  @Test
  void whatHasNoPaceAnyMoreOwesNothing() {
    hand(2, weighing(1000));
    var slow = Pacing.ofBytes(1).withDrainTarget(LONG);

    runAll(pacer(first(slow, 10, Pacing.NONE)));

    assertThat(last()).isCloseTo(10, within(0.2));
  }

  @Test
  void itReachesTheMiddleOfALargeValue() {
    hand(1, steps(1000));

    runAll(pacer(first(TEN, 10, Pacing.ofItems(100))));

    assertThat(last()).isCloseTo(19, within(0.1));
  }

  @Test
  void whatALargeValueWeighsCountsFromTheMiddleOn() {
    hand(1, steps(20).weighing(value -> 1000));
    hand(1, this::note);

    runAll(pacer(first(TEN, 1, Pacing.ofBytes(100))));

    assertThat(last()).isCloseTo(11, within(0.2));
  }

  @Test
  void oneByItemsMayBecomeOneByBytes() {
    hand(1000, weighing(1000));

    runAll(pacer(first(TEN, 10, Pacing.ofBytes(100_000))));

    assertThat(last()).isCloseTo(19, within(0.1));
  }

  @Test
  void aSlowerOneIsNotAsUrgentAsTheOneBefore() {
    hand(1000, this::note);
    var urgent = Pacing.ofItems(10).withDrainTarget(Duration.ofSeconds(20));

    runAll(pacer(first(urgent, 2, TEN)));

    long soon = released.stream().filter(at -> at < 2).count();
    assertThat(soon).isGreaterThan(100);
    assertThat(last()).isCloseTo(2 + (1000 - soon) / 10.0, within(1.0));
  }

  @Test
  void oneWithALongerTargetIsOnlyAsUrgentAsThatAsks() {
    hand(1000, this::note);
    var urgent = Pacing.ofItems(10).withDrainTarget(Duration.ofSeconds(2));

    runAll(pacer(first(urgent, 0.5, urgent.withDrainTarget(Duration.ofSeconds(20)))));

    assertThat(last()).isBetween(15.0, 21.0);
  }

  @Test
  void whatUrgencyLeftUnusedIsNoCreditForTheNext() {
    Disposer<Object> slow =
        value -> {
          note(value);
          time.pass(Duration.ofMillis(1).toNanos());
        };
    hand(20_000, slow);
    var urgent = Pacing.ofItems(10).withDrainTarget(Duration.ofSeconds(1));

    runAll(pacer(first(urgent, 2, Pacing.ofItems(100).withDrainTarget(LONG))));

    assertThat(released.stream().filter(at -> at < 2).count()).isBetween(1_900L, 2_001L);
    assertThat(released.stream().filter(at -> at >= 2 && at < 3).count()).isBetween(90L, 120L);
  }

  @Test
  void whatLeavesAnInterruptBehindInterruptsNoDisposer() {
    var interrupted = new AtomicInteger();
    hand(10, value -> interrupted.addAndGet(Thread.interrupted() ? 1 : 0));
    Supplier<Pacing> interrupting =
        () -> {
          Thread.currentThread().interrupt();
          return Pacing.ofItems(100);
        };

    runAll(pacer(interrupting));

    assertThat(interrupted).hasValue(0);
  }

  @Test
  void whereNobodyCanTellItStaysAsItWas() {
    hand(1000, this::note);
    Supplier<Pacing> forgetful =
        () -> {
          if (time.seconds() >= 1) {
            throw new IllegalStateException("on purpose");
          }
          return Pacing.ofItems(100);
        };

    try (var log = new LogCapture()) {
      runAll(pacer(forgetful));

      assertThat(log.messages())
          .singleElement()
          .asString()
          .startsWith("The supplier " + ChangingPaceTest.class.getName())
          .contains("of a pace failed; the pace stays Pacing[itemsPerSecond=100,");
    }
    assertThat(last()).isCloseTo(10, within(0.1));
  }

  @Test
  void whereNobodyHasToldItThereIsNone() {
    hand(1000, this::note);

    try (var log = new LogCapture()) {
      runAll(pacer(() -> null));

      assertThat(log.messages()).singleElement().asString().contains("of a pace returned null;");
      assertThat(log.thrown()).isEmpty();
    }
    assertThat(last()).isCloseTo(0, within(0.1));
  }
}
