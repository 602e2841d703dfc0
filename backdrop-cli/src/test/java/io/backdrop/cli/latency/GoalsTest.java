package io.backdrop.cli.latency;

import static io.backdrop.cli.latency.Outcomes.complete;
import static io.backdrop.cli.latency.Outcomes.partial;
import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.cli.common.Machine;
import java.util.List;
import org.junit.jupiter.api.Test;

class GoalsTest {

  @Test
  void aTrashThreadThatIsAsGoodAsTheLeakReachesAll() {
    assertThat(
            verdicts(
                2,
                complete(Strategy.INLINE, 20_000),
                complete(Strategy.TRASH_THREAD, 1_000),
                complete(Strategy.LEAK, 1_000)))
        .containsExactly(
            "trash thread: p99.9 at most 1.05× that of leak 1.0 reached",
            "trash thread: max at most 1.05× that of leak 1.0 reached",
            "inline: max at least 20× that of trash thread 20.0 reached",
            "inline: max at least 20× that of leak 20.0 reached");
  }

  @Test
  void oneThatIsSlowerThanTheLeakMissesThem() {
    assertThat(
            verdicts(
                2,
                complete(Strategy.INLINE, 24_000),
                complete(Strategy.TRASH_THREAD, 1_260),
                complete(Strategy.LEAK, 1_000)))
        .containsExactly(
            "trash thread: p99.9 at most 1.05× that of leak 1.26 missed",
            "trash thread: max at most 1.05× that of leak 1.26 missed",
            "inline: max at least 20× that of trash thread 19.05 missed",
            "inline: max at least 20× that of leak 24.0 reached");
  }

  @Test
  void aRatioIsJudgedAsItIsShown() {
    assertThat(
            verdicts(
                2,
                complete(Strategy.INLINE, 400_000),
                complete(Strategy.TRASH_THREAD, 10_548),
                complete(Strategy.LEAK, 10_000)))
        .contains("trash thread: max at most 1.05× that of leak 1.05 reached");
  }

  @Test
  void oneThatIsFarBetterThanTheLeakShowsThatThatWasDisturbed() {
    assertThat(
            verdicts(
                2,
                complete(Strategy.INLINE, 30_000),
                complete(Strategy.TRASH_THREAD, 948),
                complete(Strategy.PACED, 942),
                complete(Strategy.LEAK, 1_000)))
        .contains(
            "trash thread: max at most 1.05× that of leak 0.95 reached",
            "paced trash thread: p99.9 at most 1.05× that of leak 0.94 not judged",
            "paced trash thread: max at most 1.05× that of leak 0.94 not judged");
  }

  @Test
  void aPacedTrashThreadIsJudgedByTheSameGoals() {
    assertThat(
            verdicts(
                2,
                complete(Strategy.INLINE, 30_000),
                complete(Strategy.PACED, 2_000),
                complete(Strategy.LEAK, 1_000)))
        .containsExactly(
            "paced trash thread: p99.9 at most 1.05× that of leak 2.0 missed",
            "paced trash thread: max at most 1.05× that of leak 2.0 missed",
            "inline: max at least 20× that of paced trash thread 15.0 missed");
  }

  @Test
  void withNoCoreToSpareAPacedTrashThreadStandsBesideInline() {
    assertThat(
            verdicts(
                1,
                complete(Strategy.INLINE, 30_000),
                complete(Strategy.PACED, 4_000),
                complete(Strategy.LEAK, 1_000)))
        .containsExactly("paced trash thread: p99.9 better than inline by a factor 7.5 reached");
  }

  @Test
  void withNoCoreToSpareItMayBeWorse() {
    assertThat(verdicts(1, complete(Strategy.INLINE, 3_000), complete(Strategy.PACED, 4_000)))
        .containsExactly("paced trash thread: p99.9 better than inline by a factor 0.75 missed");
  }

  @Test
  void whereARequestIsAlwaysDueTheAnswersCountAndNoLatency() {
    var inline = complete(Strategy.INLINE, 30_000, 1_000_000);
    var paced = complete(Strategy.PACED, 4_000, 970_000);

    assertThat(verdicts(Plans.saturating(), 2, inline, paced))
        .containsExactly("paced trash thread: at least as many answers as inline 0.97 missed");
  }

  @Test
  void withoutAllThatStandsBesideEachOtherNothingIsJudged() {
    assertThat(verdicts(2, complete(Strategy.TRASH_THREAD, 1), complete(Strategy.LEAK, 1)))
        .isEmpty();
    assertThat(verdicts(1, complete(Strategy.PACED, 1))).isEmpty();
  }

  @Test
  void aStrategyThatWasInterruptedIsNotJudged() {
    assertThat(
            verdicts(
                2,
                complete(Strategy.INLINE, 1),
                complete(Strategy.TRASH_THREAD, 1),
                partial(Strategy.LEAK, 1)))
        .isEmpty();
  }

  private static List<String> verdicts(int cores, Outcome... outcomes) {
    return verdicts(Plans.small(), cores, outcomes);
  }

  private static List<String> verdicts(Plan plan, int cores, Outcome... outcomes) {
    var machine = new Machine(cores, "Linux", "Acme 25", "2026-01-02");
    return LatencyReport.of(machine, plan, 1, false, List.of(outcomes)).verdicts().stream()
        .map(verdict -> "%s %s %s".formatted(verdict.goal(), verdict.ratio(), verdict.judgement()))
        .toList();
  }
}
