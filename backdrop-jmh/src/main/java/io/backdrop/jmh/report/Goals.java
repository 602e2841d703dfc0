package io.backdrop.jmh.report;

import io.backdrop.jmh.HandOffAfterIdle.Idle;
import io.backdrop.jmh.peer.Peer;
import java.util.EnumSet;
import org.openjdk.jmh.runner.RunnerException;

/** What a hand-off to a trash thread is to reach beside its peers, and what it does reach. */
record Goals(Bursts bursts, AfterIdle afterIdle) {

  private static final EnumSet<Peer> WOKEN =
      EnumSet.of(Peer.executor, Peer.mpscBlocking, Peer.virtualThread);

  void print(Page page) throws RunnerException {
    page.title("%-52s %9s %9s", "a trash thread's hand-off", "wanted", "measured");
    atLeast(page, "in a burst: times cheaper than executor", 5, inBurst("executor"));
    var claimed = bursts.cheapestClaimed();
    atLeast(page, "in a burst: times cheaper than " + claimed, 1, inBurst(claimed));
    for (var idle : EnumSet.range(Idle.us100, Idle.ms100)) {
      var after = "after " + AfterIdle.time(idle) + ": ";
      for (var peer : WOKEN) {
        double theirs = afterIdle.above(idle, peer, 50);
        atLeast(page, after + "p50 times below " + peer, 100, theirs / trashThread(idle, 50));
        atLeast(
            page, after + "p99.9 times below p50 of " + peer, 1, theirs / trashThread(idle, 99.9));
      }
    }
  }

  private double inBurst(String base) throws RunnerException {
    return 1 / bursts.ratio(Peer.trashThread, base);
  }

  /** At least ten nanoseconds: less than that, the clock and the empty measurement do not tell. */
  private double trashThread(Idle idle, double percent) throws RunnerException {
    return Math.max(10, afterIdle.above(idle, Peer.trashThread, percent));
  }

  private static void atLeast(Page page, String what, double wanted, double measured) {
    var verdict = measured >= wanted ? "" : "  missed";
    page.line("%-52s %9.0f %9.2f%s", what, wanted, measured, verdict);
  }
}
