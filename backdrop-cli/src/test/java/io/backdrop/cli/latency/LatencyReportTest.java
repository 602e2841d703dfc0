package io.backdrop.cli.latency;

import static io.backdrop.cli.latency.Outcomes.complete;
import static io.backdrop.cli.latency.Outcomes.partial;
import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.cli.common.Machine;
import io.backdrop.cli.latency.LatencyReport.Line;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatencyReportTest {

  private static final Machine MACHINE = new Machine(2, "Linux", "Acme 25", "2026-01-02");

  @Test
  void theRatioToLeakIsThatOfTheMedians() {
    var rows =
        rows(
            complete(Strategy.INLINE, 900),
            complete(Strategy.LEAK, 1),
            complete(Strategy.INLINE, 400),
            complete(Strategy.LEAK, 100),
            complete(Strategy.INLINE, 100),
            complete(Strategy.LEAK, 1_000));

    assertThat(rows).extracting(Line::strategy).containsExactly("inline", "leak");
    assertThat(rows.getFirst().maxToLeak()).isEqualTo(4);
  }

  @Test
  void allRunsAreKeptInTheirOrder() {
    var rows = rows(complete(Strategy.INLINE, 900), complete(Strategy.INLINE, 400));

    assertThat(rows.getFirst().runs())
        .extracting(run -> run.figures().maxNanos())
        .containsExactly(900L, 400L);
  }

  @Test
  void aRunThatWasInterruptedDoesNotCountBesideCompleteOnes() {
    var row = rows(complete(Strategy.INLINE, 900), partial(Strategy.INLINE, 100)).getFirst();

    assertThat(row.median().maxNanos()).isEqualTo(900);
    assertThat(row.partial()).isFalse();
  }

  @Test
  void aRunThatWasInterruptedIsShownWhereItIsAllThereIs() {
    var row = rows(partial(Strategy.INLINE, 100)).getFirst();

    assertThat(row.median().maxNanos()).isEqualTo(100);
    assertThat(row.partial()).isTrue();
  }

  private static List<Line> rows(Outcome... outcomes) {
    return LatencyReport.of(MACHINE, Plans.small(), 3, false, List.of(outcomes)).rows();
  }
}
