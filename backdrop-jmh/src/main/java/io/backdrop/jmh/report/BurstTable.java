package io.backdrop.jmh.report;

import static java.util.Comparator.comparingDouble;

import io.backdrop.jmh.peer.Peer;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What a hand-off takes each of the peers in bursts of one kind. */
record BurstTable(BurstKind kind, List<Row> rows) {

  private static final Set<Peer> CLAIMED = EnumSet.range(Peer.claimedXadd, Peer.claimedBlocking);

  /** Which of JCTools' queues is the cheapest behind a claim, in these bursts. */
  Peer cheapestClaimed() {
    var cheapest = only(CLAIMED).stream().min(comparingDouble(Row::nanos)).orElseThrow();
    return Peer.valueOf(cheapest.name());
  }

  /** How many times what the peer takes the other one takes. */
  double timesCheaper(Peer peer, Peer than) {
    return Comparison.find(rows, than.name()).nanos() / Comparison.find(rows, peer.name()).nanos();
  }

  void print(Page page, Set<Peer> shown, Peer... bases) {
    page.title("%s", kind.description());
    Comparison.print(page, only(shown), Lab.names(List.of(bases)));
  }

  private List<Row> only(Set<Peer> peers) {
    return rows.stream().filter(row -> peers.contains(Peer.valueOf(row.name()))).toList();
  }
}
