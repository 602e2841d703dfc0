package io.backdrop.cli.latency;

import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.cli.common.Machine;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatencyTableTest {

  private static final Machine MACHINE =
      new Machine(2, "Linux 6.12 amd64", "Acme 25", "2026-01-02T03:04:05Z");

  @Test
  void aStrategyStandsBesideTheLeak() {
    assertThat(table(false, outcome(Strategy.INLINE, 44_000_000), outcome(Strategy.LEAK, 1_000)))
        .anySatisfy(line ->
            assertThat(line)
                .matches("inline +500 ns +500 ns +22.0 ms +44.0 ms +44.0k× +44.0k× +10,000"));
  }

  @Test
  void withoutTheLeakThereIsNothingToStandBeside() {
    assertThat(table(false, outcome(Strategy.INLINE, 44_000_000)))
        .anySatisfy(line -> assertThat(line).matches("inline .* – +– +10,000"));
  }

  @Test
  void itSaysWhenItIsPartial() {
    assertThat(table(true)).anySatisfy(line -> assertThat(line).startsWith("Partial"));
    assertThat(table(false)).noneSatisfy(line -> assertThat(line).startsWith("Partial"));
  }

  private static List<String> table(boolean partial, Outcome... outcomes) {
    return LatencyTable.of(LatencyReport.of(MACHINE, Plans.small(), partial, List.of(outcomes)));
  }

  private static Outcome outcome(Strategy strategy, long max) {
    return new Outcome(
        strategy, false, 100, 5, 10_000, 0, 0, 500, 500, max / 2, max, List.of(), 1, List.of(),
        List.of(), null);
  }
}
