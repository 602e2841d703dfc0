package io.backdrop.jmh.report;

import io.backdrop.jmh.peer.Peer;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What a hand-off to a trash thread is to reach beside its peers, and whether it does. */
record Goals(List<BurstTable> bursts, List<IdleTable> idle) {

  private static final Set<Peer> WOKEN =
      EnumSet.of(Peer.executor, Peer.mpscBlocking, Peer.virtualThread);

  private static final double TAIL = 99.9;

  /** The clock and the empty measurement cannot tell anything less than that. */
  private static final double LEAST = 10;

  void print(Page page) {
    page.title("%-58s %8s %9s", "a trash thread's hand-off", "wanted", "measured");
    for (var table : bursts) {
      inBursts(page, table);
    }
    for (var table : idle) {
      afterIdleness(page, table);
    }
  }

  private static void inBursts(Page page, BurstTable table) {
    cheaper(page, table, 5, Peer.executor);
    cheaper(page, table, 1, table.cheapestClaimed());
  }

  private static void cheaper(Page page, BurstTable table, double wanted, Peer than) {
    var what = "in a burst, " + table.kind().shortly + ": times cheaper than " + than;
    judge(page, what, wanted, table.timesCheaper(Peer.trashThread, than));
  }

  private static void afterIdleness(Page page, IdleTable table) {
    for (var peer : WOKEN) {
      if (table.has(peer)) {
        below(page, table, "p50 times below " + peer, 100, peer, 50);
        below(page, table, "p99.9 times below p50 of " + peer, 1, peer, TAIL);
      }
    }
  }

  private static void below(
      Page page, IdleTable table, String what, double wanted, Peer peer, double percent) {
    var line = "after " + table.time() + ": " + what;
    if (table.supports(Peer.trashThread, percent) && table.supports(peer, 50)) {
      double mine = Math.max(LEAST, table.above(Peer.trashThread, percent));
      judge(page, line, wanted, table.above(peer, 50) / mine);
    } else {
      long samples = table.row(Peer.trashThread).pooled().getN();
      page.line("%-58s %8.0f %9s  not judged: %,d samples", line, wanted, "–", samples);
    }
  }

  private static void judge(Page page, String what, double wanted, double measured) {
    var verdict = measured >= wanted ? "reached" : "missed";
    page.line("%-58s %8.0f %9.2f  %s", what, wanted, measured, verdict);
  }
}
