package io.backdrop.jmh.report;

import io.backdrop.jmh.peer.Peer;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.util.Statistics;

/**
 * What one {@code close()} takes a peer after idleness.
 *
 * @param peer which
 * @param pooled the samples of all JVMs
 * @param jvms the samples of each of them
 */
record IdleRow(Peer peer, Statistics pooled, List<Statistics> jvms) {

  /** With fewer samples above it, a percentile is a matter of chance. */
  private static final int ABOVE = 10;

  /** Whether there are enough samples for that percentile. */
  boolean supports(double percent) {
    long aboveOfThousand = Math.round(1_000 - 10 * percent);
    return pooled.getN() * aboveOfThousand >= ABOVE * 1_000;
  }

  double percentile(double percent) {
    return pooled.getPercentile(percent);
  }

  /** From the least median of a JVM to the greatest. */
  String spread() {
    var medians = jvms.stream().mapToDouble(jvm -> jvm.getPercentile(50)).summaryStatistics();
    return jvms.size() < 2
        ? ""
        : String.format(Locale.ROOT, "%,.0f–%,.0f", medians.getMin(), medians.getMax());
  }
}
