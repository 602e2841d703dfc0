package io.backdrop.cli.latency;

import static io.backdrop.cli.latency.Outcomes.complete;
import static io.backdrop.cli.latency.Outcomes.partial;
import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.cli.common.Machine;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatencyTableTest {

  private static final Machine MACHINE =
      new Machine(2, "Linux 6.12 amd64", "Acme 25", "2026-01-02T03:04:05Z");

  @Test
  void aStrategyStandsBesideTheLeak() {
    assertThat(
            table(1, false, complete(Strategy.INLINE, 44_000_000), complete(Strategy.LEAK, 1_000)))
        .anySatisfy(line ->
            assertThat(line)
                .matches("inline +500 ns +500 ns +22.0 ms +44.0 ms +44.0k× +44.0k× +10,000"));
  }

  @Test
  void withoutTheLeakThereIsNothingToStandBeside() {
    assertThat(table(1, false, complete(Strategy.INLINE, 44_000_000)))
        .anySatisfy(line -> assertThat(line).matches("inline .* – +– +10,000"));
  }

  @Test
  void aStrategyThatIsRepeatedHasOneRowOfMedians() {
    var lines =
        table(
            3,
            false,
            complete(Strategy.INLINE, 9_000_000),
            complete(Strategy.INLINE, 2_000_000),
            complete(Strategy.INLINE, 4_000_000));

    assertThat(lines).filteredOn(line -> line.startsWith("inline")).hasSize(1);
    assertThat(lines).anySatisfy(line -> assertThat(line).matches("inline .*2.00 ms +4.00 ms .*"));
    assertThat(lines).anySatisfy(line -> assertThat(line).contains("the median of 3 runs"));
  }

  @Test
  void itSaysWhenItIsPartial() {
    assertThat(table(1, true)).anySatisfy(line -> assertThat(line).startsWith("Partial"));
    assertThat(table(1, false)).noneSatisfy(line -> assertThat(line).startsWith("Partial"));
  }

  @Test
  void itSaysWhichRowIsOneOfARunThatWasCutShort() {
    assertThat(table(1, true, partial(Strategy.INLINE, 1)))
        .anySatisfy(line -> assertThat(line).startsWith("inline * "))
        .anySatisfy(line -> assertThat(line).startsWith("* what was measured"));
    assertThat(table(1, true, complete(Strategy.INLINE, 1)))
        .noneSatisfy(line -> assertThat(line).contains("*"));
  }

  @Test
  void anInterruptLeavesFewerRunsToTheMedian() {
    assertThat(table(3, true, complete(Strategy.INLINE, 1)))
        .anySatisfy(line -> assertThat(line).contains("the median of up to 3 runs"));
  }

  @Test
  void belowItStandsWhichGoalsAreReached() {
    assertThat(
            table(
                1,
                false,
                complete(Strategy.INLINE, 44_000_000),
                complete(Strategy.TRASH_THREAD, 2_000),
                complete(Strategy.LEAK, 1_000)))
        .anySatisfy(line ->
            assertThat(line).matches("trash thread: max at most 1.05× that of leak +2.00× missed"))
        .anySatisfy(line ->
            assertThat(line).matches("inline: max at least 20× that of leak +44,000.00× reached"))
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
  }

  @Test
  void aVerdictThatCannotBeGivenFitsToo() {
    assertThat(
            table(
                1,
                false,
                complete(Strategy.INLINE, 44_000_000),
                complete(Strategy.PACED, 100),
                complete(Strategy.LEAK, 1_000)))
        .anySatisfy(line ->
            assertThat(line)
                .matches("paced trash thread: max at most 1.05× that of leak +0.10× not judged"))
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
  }

  @Test
  void itSaysThatSeveralThreadsDoNotHelpEachOther() {
    var report = LatencyReport.of(MACHINE, Plans.ofTwoServers(), 1, false, List.of());

    assertThat(LatencyTable.of(report))
        .anySatisfy(line -> assertThat(line).startsWith("Each request thread has its own"))
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    assertThat(table(1, false))
        .noneSatisfy(line -> assertThat(line).startsWith("Each request thread has its own"));
  }

  @Test
  void itSaysWhenARequestIsAlwaysDue() {
    var report =
        LatencyReport.of(
            MACHINE,
            Plans.saturating(),
            1,
            false,
            List.of(complete(Strategy.INLINE, 1), complete(Strategy.PACED, 1)));

    assertThat(LatencyTable.of(report))
        .contains("As many requests as are answered, for 100 ms · request threads: 1")
        .anySatisfy(line -> assertThat(line).startsWith("A request is due whenever a thread is"))
        .noneSatisfy(line -> assertThat(line).startsWith("Latency: from when a request was due"))
        .contains("Left to release when the time was over: inline, 7.")
        .anySatisfy(
            line -> assertThat(line).matches("paced .* as many answers as inline +1.00× .*"))
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
  }

  private static List<String> table(int repeat, boolean partial, Outcome... outcomes) {
    return LatencyTable.of(
        LatencyReport.of(MACHINE, Plans.small(), repeat, partial, List.of(outcomes)));
  }
}
