package io.backdrop.cli.latency;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlanTest {

  private final Plan plan = Plans.small();

  @Test
  void thereIsAnIndexForEachReplacementAndTheFirstOne() {
    assertThat(plan.swaps()).isEqualTo(5);
    assertThat(plan.indexes()).isEqualTo(6);
  }

  @Test
  void aRequestIsDueWhenItsTurnComesHoweverLateTheOneBeforeWas() {
    var schedule = Schedule.startingAt(0, plan);

    assertThat(schedule.due(0)).isZero();
    assertThat(schedule.due(1)).isEqualTo(50_000);
    assertThat(schedule.due(2_000)).isEqualTo(plan.nanos());
  }

  @Test
  void whereOneIsAlwaysDueThatIsNowButNotBeforeTheStart() {
    long now = System.nanoTime();

    assertThat(Schedule.startingAt(now - 1_000, Plans.saturating()).due(9))
        .isGreaterThanOrEqualTo(1_000);
    assertThat(Schedule.startingAt(Long.MAX_VALUE / 2 + now, Plans.saturating()).due(9)).isZero();
  }

  @Test
  void theWarmUpReplacesSmallIndexesOften() {
    assertThat(plan.warmUp().entries()).isLessThan(plan.entries());
    assertThat(plan.warmUp().swaps()).isGreaterThan(plan.swaps());
  }
}
