package io.backdrop.cli.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What scenarios are drawn. */
class DrawTest {

  private static final int MANY = 1_000;

  private static Scenario scenario(long seed) {
    return Draw.scenario(new SplittableRandom(seed));
  }

  private static List<Scenario> many() {
    return LongStream.range(0, MANY).mapToObj(DrawTest::scenario).toList();
  }

  @Test
  void aSeedRepeatsItsScenario() {
    for (long seed = 0; seed < MANY; seed++) {
      assertThat(scenario(seed).describe()).isEqualTo(scenario(seed).describe());
    }
  }

  @Test
  void everyKindOfEverythingComesUp() {
    var values = EnumSet.noneOf(ValueKind.class);
    var acts = EnumSet.noneOf(ActKind.class);
    var subjects = EnumSet.noneOf(SubjectKind.class);
    for (var scenario : many()) {
      values.addAll(scenario.values().things());
      acts.addAll(scenario.acts().things());
      subjects.addAll(scenario.subjects());
    }

    assertThat(values)
        .containsAll(EnumSet.complementOf(EnumSet.of(ValueKind.STUCK, ValueKind.LOST)));
    assertThat(acts).containsAll(EnumSet.allOf(ActKind.class));
    assertThat(subjects).containsAll(EnumSet.complementOf(EnumSet.of(SubjectKind.QUEUE)));
  }

  @Test
  void whatIsGivenUpLeavesNothingOpenInside() {
    assertThat(many())
        .filteredOn(scenario -> scenario.ending() == Ending.GIVEN_UP)
        .isNotEmpty()
        .allSatisfy(
            scenario -> assertThat(scenario.values().things()).allMatch(ValueKind::isAbandonable));
  }

  @Test
  void aSoakGoesFromSeedToSeedWithoutComingBack() {
    var seeds = LongStream.iterate(7, Seeds::after).limit(MANY).boxed().toList();

    assertThat(seeds).doesNotHaveDuplicates();
  }
}
