package io.backdrop.jmh.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.jmh.HandOffAfterIdle.Idle;
import io.backdrop.jmh.peer.Peer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoalsTest {

  @TempDir Path folder;

  @Test
  void eachTableOfBurstsIsJudgedByItself() throws Exception {
    var one = MadeUp.burst(BurstKind.oneThread, burst(10, 50, 12));
    var two = MadeUp.burst(BurstKind.twoThreads, burst(76, 82, 48));
    assertThat(goals(new Goals(List.of(one, two), List.of())))
        .containsExactly(
            "in a burst, one thread: times cheaper than executor | 5 | 5.00 | reached",
            "in a burst, one thread: times cheaper than claimedXadd | 1 | 1.20 | reached",
            "in a burst, two threads: times cheaper than executor | 5 | 1.08 | missed",
            "in a burst, two threads: times cheaper than claimedXadd | 1 | 0.63 | missed");
  }

  @Test
  void afterIdlenessWhatIsAboveEmptyIsCompared() throws Exception {
    assertThat(goals(idle(10_000, 40, 8_020)))
        .containsExactly(
            "after 2 ms: p50 times below executor | 100 | 400.00 | reached",
            "after 2 ms: p99.9 times below p50 of executor | 1 | 400.00 | reached");
  }

  @Test
  void afterIdlenessAGoalIsMissed() throws Exception {
    assertThat(goals(idle(10_000, 220, 8_020)))
        .containsExactly(
            "after 2 ms: p50 times below executor | 100 | 40.00 | missed",
            "after 2 ms: p99.9 times below p50 of executor | 1 | 40.00 | reached");
  }

  @Test
  void withTooFewSamplesNothingIsJudged() throws Exception {
    assertThat(goals(idle(60, 40, 8_020)))
        .containsExactly(
            "after 2 ms: p50 times below executor | 100 | 400.00 | reached",
            "after 2 ms: p99.9 times below p50 of executor | 1 | – | not judged: 60 samples");
  }

  @Test
  void lessThanTheClockTellsIsNotTakenForNothing() throws Exception {
    assertThat(goals(idle(10_000, 20, 8_020)))
        .contains("after 2 ms: p50 times below executor | 100 | 800.00 | reached");
  }

  private static Map<Peer, Double> burst(double mine, double executor, double claimed) {
    return Map.of(Peer.trashThread, mine, Peer.executor, executor, Peer.claimedXadd, claimed);
  }

  private static Goals idle(int samples, double mine, double executor) {
    var rows =
        List.of(
            MadeUp.idle(Peer.empty, samples, 20),
            MadeUp.idle(Peer.trashThread, samples, mine),
            MadeUp.idle(Peer.executor, samples, executor));
    return new Goals(List.of(), List.of(new IdleTable(Idle.ms2, false, rows)));
  }

  private List<String> goals(Goals goals) throws Exception {
    return Printed.by(folder, goals::print).stream()
        .skip(1)
        .map(line -> line.strip().replaceAll(" {2,}", " | "))
        .toList();
  }
}
