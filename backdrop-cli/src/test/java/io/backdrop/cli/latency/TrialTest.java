package io.backdrop.cli.latency;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class TrialTest {

  private final Plan plan = Plans.small();

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource
  void theCountOfEveryStrategyHolds(Strategy strategy) throws Exception {
    var outcome = new Trial(strategy, plan, directory, () -> {}).perform();

    assertThat(outcome.fault()).isNull();
    assertThat(outcome.swaps()).isEqualTo(plan.swaps());
  }

  @Test
  void everyRequestIsAnsweredAlsoThoseThatAreLate() throws Exception {
    var outcome = new Trial(Strategy.INLINE, plan, directory, () -> {}).perform();

    assertThat(outcome.requests()).isEqualTo(2_000);
    assertThat(outcome.partial()).isFalse();
  }

  @Test
  void theAnswersASecondAreThoseOfTheWholeTimeAlsoWhereTheLastOneIsEarly() throws Exception {
    var slow =
        new Plan(
            plan.payload(),
            plan.entries(),
            20,
            plan.swapEveryNanos(),
            plan.nanos(),
            plan.warmUpNanos(),
            1);

    var outcome = new Trial(Strategy.INLINE, slow, directory, () -> {}).perform();

    assertThat(outcome.requests()).isEqualTo(2);
    assertThat(outcome.figures().requestsPerSecond()).isBetween(10.0, 20.0);
  }

  @Test
  void theBacklogOfALeakIsAllThatWasLetGoOf() throws Exception {
    var outcome = new Trial(Strategy.LEAK, plan, directory, () -> {}).perform();

    assertThat(Collections.max(outcome.backlog())).isEqualTo(5 * plan.entries());
  }

  @Test
  void releasingInPlaceLeavesNoBacklog() throws Exception {
    var outcome = new Trial(Strategy.INLINE, plan, directory, () -> {}).perform();

    assertThat(outcome.backlog()).containsOnly(0L);
  }

  @Test
  void aTrialThatIsStoppedBeforeItMeasuresHasNoOutcome() throws Exception {
    var trial = new AtomicReference<Trial>();
    trial.set(new Trial(Strategy.INLINE, plan, directory, () -> trial.get().stop()));

    assertThat(trial.get().perform()).isNull();
  }

  @Test
  void anIndexThatIsLostIsFound() throws Exception {
    var indexes = Indexes.build(plan, directory, () -> false);
    try (var leaking = Strategy.LEAK.start(plan)) {
      var _ = new Run("server-", plan, leaking, indexes, () -> false).perform();
    }

    assertThat(indexes.fault(Strategy.TRASH_THREAD))
        .isEqualTo(
            "of index 1 of 6, of 500 parts 0 were released, 0 a second time, and 500 are left");
    indexes.discard();
  }

  @Test
  void aLeakThatReleasesIsFound() throws Exception {
    var indexes = Indexes.build(plan, directory, () -> false);
    try (var releasing = Strategy.INLINE.start(plan)) {
      var _ = new Run("server-", plan, releasing, indexes, () -> false).perform();
    }

    assertThat(indexes.fault(Strategy.LEAK)).startsWith("of index 1 of 6, of 500 parts 500 were");
  }
}
