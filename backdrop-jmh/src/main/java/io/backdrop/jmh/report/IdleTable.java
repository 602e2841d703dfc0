package io.backdrop.jmh.report;

import io.backdrop.jmh.HandOffAfterIdle.Idle;
import io.backdrop.jmh.peer.Peer;
import java.util.List;
import java.util.Locale;

/**
 * What one {@code close()} takes each of the peers after so long, all measured with the same time
 * between two samples.
 *
 * @param idle for how long a target was idle
 * @param alone whether that was the only one in its JVM
 * @param rows the peers, among them {@link Peer#empty}
 */
record IdleTable(Idle idle, boolean alone, List<IdleRow> rows) {

  boolean has(Peer peer) {
    return rows.stream().anyMatch(row -> row.peer() == peer);
  }

  IdleRow row(Peer peer) {
    return rows.stream().filter(row -> row.peer() == peer).findFirst().orElseThrow();
  }

  /** What a peer takes above empty. */
  double above(Peer peer, double percent) {
    return row(peer).percentile(percent) - row(Peer.empty).percentile(percent);
  }

  boolean supports(Peer peer, double percent) {
    return row(peer).supports(percent) && row(Peer.empty).supports(percent);
  }

  void print(Page page) {
    var targets = alone ? ", one target in each JVM" : "";
    page.title("one close() after %s of idleness%s; in brackets, above empty", time(), targets);
    page.line("%-16s %8s %18s %16s %18s %20s", "ns", "samples", "p50", "in JVMs", "p99", "p99.9");
    for (var row : rows) {
      page.line(
          "%-16s %8d %18s %16s %18s %20s",
          row.peer(),
          row.pooled().getN(),
          beside(row.peer(), 50),
          row.spread(),
          beside(row.peer(), 99),
          beside(row.peer(), 99.9));
    }
  }

  String time() {
    return switch (idle) {
      case us100 -> "100 µs";
      case ms2 -> "2 ms";
      case ms100 -> "100 ms";
      case s5 -> "5 s";
    };
  }

  private String beside(Peer peer, double percent) {
    if (!supports(peer, percent)) {
      return "–";
    }
    return String.format(
        Locale.ROOT, "%,.0f (%+,.0f)", row(peer).percentile(percent), above(peer, percent));
  }
}
