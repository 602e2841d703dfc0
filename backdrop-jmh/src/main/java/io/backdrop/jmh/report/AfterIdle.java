package io.backdrop.jmh.report;

import io.backdrop.jmh.HandOffAfterIdle;
import io.backdrop.jmh.HandOffAfterIdle.Idle;
import io.backdrop.jmh.peer.Peer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.TimeValue;

/** The hand-off after idleness: measured when first asked for, and printed in parts. */
final class AfterIdle {

  /** What runs elsewhere and rests in between: neither what releases in place nor what spins. */
  private static final Set<Peer> PEERS =
      EnumSet.of(
          Peer.empty,
          Peer.floor,
          Peer.leak,
          Peer.trashThread,
          Peer.signalling,
          Peer.executor,
          Peer.forkJoin,
          Peer.runAsync,
          Peer.virtualThread,
          Peer.linkedBlocking,
          Peer.eventLoop,
          Peer.disruptor,
          Peer.chronicle,
          Peer.mpscBlocking,
          Peer.claimedXadd);

  private static final Set<Peer> REJECTED =
      EnumSet.of(
          Peer.empty,
          Peer.floor,
          Peer.trashThread,
          Peer.concurrentLinked,
          Peer.locked,
          Peer.stack,
          Peer.oneLine);

  /** The longest takes too long for every report, and the library's own alone are of interest. */
  private static final Set<Peer> FOR_LONG =
      EnumSet.of(
          Peer.empty, Peer.floor, Peer.leak, Peer.trashThread, Peer.signalling, Peer.executor);

  /** With fewer, the 99.9th percentile says nothing. */
  private static final long ENOUGH = 1_000;

  private final Lab lab;
  private final Map<Idle, List<RunResult>> measured = new EnumMap<>(Idle.class);

  AfterIdle(Lab lab) {
    this.lab = lab;
  }

  void print(Page page) throws RunnerException {
    for (var idle : EnumSet.range(Idle.us100, Idle.ms100)) {
      print(page, idle, results(idle));
    }
    if (lab.mode() == Mode.LONG) {
      print(page, Idle.s5, run("idle-s5", Idle.s5, FOR_LONG));
    }
  }

  void printRejected(Page page) throws RunnerException {
    print(page, Idle.ms2, run("idle-ms2-rejected", Idle.ms2, REJECTED));
  }

  /** What a peer takes above empty. */
  double above(Idle idle, Peer peer, double percent) throws RunnerException {
    return Figures.percentile(find(idle, peer), percent)
        - Figures.percentile(find(idle, Peer.empty), percent);
  }

  private RunResult find(Idle idle, Peer peer) throws RunnerException {
    return results(idle).stream()
        .filter(result -> Figures.peer(result) == peer)
        .findFirst()
        .orElseThrow();
  }

  private List<RunResult> results(Idle idle) throws RunnerException {
    if (!measured.containsKey(idle)) {
      measured.put(idle, run("idle-" + idle, idle, PEERS));
    }
    return measured.get(idle);
  }

  /** Where the samples of one kind are further apart than those of the other, it gets fewer. */
  private List<RunResult> run(String name, Idle idle, Set<Peer> peers) throws RunnerException {
    var alone = EnumSet.copyOf(peers);
    alone.removeIf(peer -> !peer.isOnePerProcess());
    var many = EnumSet.copyOf(peers);
    many.removeAll(alone);
    var results = new ArrayList<>(run(name, idle, idle.gap(Peer.empty), many));
    if (!alone.isEmpty()) {
      results.addAll(run(name + "-alone", idle, idle.gap(Peer.runAsync), alone));
    }
    return results;
  }

  private List<RunResult> run(String name, Idle idle, long gap, Set<Peer> peers)
      throws RunnerException {
    var options =
        lab.timed(HandOffAfterIdle.class)
            .measurementIterations(1)
            .measurementTime(timeFor(samples(gap), gap))
            .param("peer", Lab.names(peers))
            .param("idle", idle.name());
    return List.copyOf(lab.run(name, options));
  }

  /**
   * In half a second as many as there are, but a thousand in any case; where they are so far apart
   * that this would take minutes, fewer.
   */
  private long samples(long gap) {
    if (gap > 50_000_000) {
      return lab.mode().samples(60);
    }
    if (gap > 10_000_000) {
      return ENOUGH;
    }
    return lab.mode().samples(Math.max(ENOUGH, 500_000_000 / gap));
  }

  /** A fifth more than the gaps take. */
  private static TimeValue timeFor(long samples, long gap) {
    return TimeValue.microseconds(samples * gap / 1_000 * 6 / 5);
  }

  private static void print(Page page, Idle idle, List<RunResult> results) {
    page.title("one close() after %s of idleness; in brackets, above empty", time(idle));
    page.line("%-18s %8s %18s %18s %20s", "ns", "samples", "p50", "p99", "p99.9");
    for (var result : results) {
      page.line(
          "%-18s %8d %18s %18s %20s",
          Figures.peer(result),
          Figures.samples(result),
          beside(results.getFirst(), result, 50),
          beside(results.getFirst(), result, 99),
          Figures.samples(result) < ENOUGH ? "–" : beside(results.getFirst(), result, 99.9));
    }
  }

  static String time(Idle idle) {
    return switch (idle) {
      case us100 -> "100 µs";
      case ms2 -> "2 ms";
      case ms100 -> "100 ms";
      case s5 -> "5 s";
    };
  }

  private static String beside(RunResult empty, RunResult result, double percent) {
    double mine = Figures.percentile(result, percent);
    double base = Figures.percentile(empty, percent);
    return String.format(Locale.ROOT, "%,.0f (%+,.0f)", mine, mine - base);
  }
}
