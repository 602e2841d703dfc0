package io.backdrop.jmh.report;

import io.backdrop.jmh.peer.Peer;
import org.openjdk.jmh.results.RunResult;

/** What the report takes from a result of JMH. */
final class Figures {

  private Figures() {}

  static Peer peer(RunResult result) {
    return Peer.valueOf(result.getParams().getParam("peer"));
  }

  static String method(RunResult result) {
    var name = result.getParams().getBenchmark();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  static double median(RunResult result) {
    return result.getPrimaryResult().getStatistics().getPercentile(50);
  }

  /** What the closing thread allocated for one close. */
  static double allocated(RunResult result) {
    var counted = result.getSecondaryResults();
    return counted.get("bytes").getScore() / counted.get("closes").getScore();
  }

  /** What all threads allocated, as {@code -prof gc} has it. */
  static double collected(RunResult result) {
    return result.getSecondaryResults().get("gc.alloc.rate.norm").getScore();
  }

  /** The samples of all forks, and of each alone. */
  static IdleRow idle(RunResult result) {
    var jvms =
        result.getBenchmarkResults().stream()
            .map(jvm -> jvm.getPrimaryResult().getStatistics())
            .toList();
    return new IdleRow(peer(result), result.getPrimaryResult().getStatistics(), jvms);
  }
}
