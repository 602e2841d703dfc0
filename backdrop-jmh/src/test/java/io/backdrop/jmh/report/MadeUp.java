package io.backdrop.jmh.report;

import static java.util.Arrays.stream;

import io.backdrop.jmh.peer.Peer;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.util.MultisetStatistics;
import org.openjdk.jmh.util.Statistics;

/** Results of which one knows what to say of them. */
final class MadeUp {

  private MadeUp() {}

  static BurstTable burst(BurstKind kind, Map<Peer, Double> nanos) {
    return new BurstTable(
        kind, nanos.entrySet().stream().map(peer -> row(peer.getKey(), peer.getValue())).toList());
  }

  private static Row row(Peer peer, double nanos) {
    return new Row(peer.name(), nanos, 0);
  }

  /** Of a peer that takes as long every time, in one JVM. */
  static IdleRow idle(Peer peer, int samples, double nanos) {
    return idle(peer, samples(samples, nanos));
  }

  static IdleRow idle(Peer peer, Statistics... jvms) {
    var pooled = new MultisetStatistics();
    stream(jvms)
        .forEach(jvm ->
            jvm.getRawData()
                .forEachRemaining(
                    counted -> pooled.addValue(counted.getKey(), counted.getValue())));
    return new IdleRow(peer, pooled, List.of(jvms));
  }

  static MultisetStatistics samples(int samples, double nanos) {
    var statistics = new MultisetStatistics();
    statistics.addValue(nanos, samples);
    return statistics;
  }
}
