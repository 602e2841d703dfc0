package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How long a turn has been going on, and what of that is neither a rest nor a pause. */
class TurnClockTest {

  private final TurnClock clock = new TurnClock();

  @Test
  void whatItDoesHasBeenGoingOnSinceTheTurnBegan() {
    clock.begin(1000);

    assertThat(clock.isBusyFor(100, 1099)).isFalse();
    assertThat(clock.isBusyFor(100, 1100)).isTrue();
  }

  @Test
  void whoRestsIsNotBusyAndHoldsUpNobody() {
    clock.begin(0);
    clock.rest(10);

    assertThat(clock.isBusyFor(1, 1000)).isFalse();
    assertThat(clock.hasRunFor(1, 1000)).isFalse();
  }

  @Test
  void afterARestItIsBusyAnew() {
    clock.begin(0);
    clock.rest(10);
    clock.goOn(500);

    assertThat(clock.isBusyFor(100, 599)).isFalse();
    assertThat(clock.isBusyFor(100, 600)).isTrue();
  }

  @Test
  void aRestIsNoPartOfTheTimeThatTheTurnHasRun() {
    clock.begin(0);
    clock.rest(10);
    clock.goOn(500);

    assertThat(clock.worked(520)).isEqualTo(30);
    assertThat(clock.hasRunFor(30, 520)).isTrue();
    assertThat(clock.hasRunFor(31, 520)).isFalse();
  }

  @Test
  void aPauseIsPartOfTheTurnButNoTimeSpentWorking() {
    clock.begin(0);
    clock.pause(10);
    clock.resume(500);

    assertThat(clock.worked(520)).isEqualTo(30);
    assertThat(clock.hasRunFor(520, 520)).isTrue();
  }

  @Test
  void theNextTurnKnowsNothingOfTheRestsAndPausesOfTheLast() {
    clock.begin(0);
    clock.rest(10);
    clock.goOn(20);
    clock.pause(25);
    clock.resume(30);

    clock.begin(100);

    assertThat(clock.worked(107)).isEqualTo(7);
    assertThat(clock.hasRunFor(8, 107)).isFalse();
  }
}
