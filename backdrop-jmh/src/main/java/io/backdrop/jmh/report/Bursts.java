package io.backdrop.jmh.report;

import io.backdrop.jmh.HandOffBurst;
import io.backdrop.jmh.peer.Peer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

/** The hand-off in bursts: measured when first asked for, and printed in parts. */
final class Bursts {

  /** Those that the goals are about. */
  private static final Set<BurstKind> JUDGED =
      EnumSet.of(BurstKind.oneThread, BurstKind.twoThreads, BurstKind.oldValues);

  private static final Set<BurstKind> WITH_REJECTED =
      EnumSet.of(BurstKind.oneThread, BurstKind.twoThreads, BurstKind.busy);

  /** A trash thread and what it is compared with: in several JVMs, which differ. */
  private static final Set<Peer> JUDGED_PEERS =
      EnumSet.of(
          Peer.floor,
          Peer.trashThread,
          Peer.unbounded,
          Peer.weighing,
          Peer.executor,
          Peer.claimedXadd,
          Peer.claimedArray,
          Peer.claimedLinked,
          Peer.claimedBlocking);

  private static final Set<Peer> REJECTED = EnumSet.range(Peer.concurrentLinked, Peer.oneLine);

  private final Lab lab;
  private final Map<BurstKind, BurstTable> measured = new EnumMap<>(BurstKind.class);

  Bursts(Lab lab) {
    this.lab = lab;
  }

  void print(Page page) throws RunnerException {
    var shown = EnumSet.complementOf(EnumSet.copyOf(REJECTED));
    shown.remove(Peer.bareQueue);
    for (var kind : BurstKind.values()) {
      var table = table(kind);
      if (kind == BurstKind.busy) {
        table.print(page, shown, Peer.executor, table.cheapestClaimed());
      } else {
        table.print(page, shown, Peer.floor, Peer.executor, table.cheapestClaimed());
      }
    }
  }

  /** Beside the queue that was chosen, with nothing around it either. */
  void printRejected(Page page) throws RunnerException {
    var shown = EnumSet.copyOf(REJECTED);
    shown.addAll(EnumSet.of(Peer.bareQueue, Peer.linked, Peer.unbounded, Peer.signalling));
    for (var kind : WITH_REJECTED) {
      table(kind).print(page, shown, Peer.bareQueue);
    }
  }

  List<BurstTable> judged() throws RunnerException {
    for (var kind : JUDGED) {
      table(kind);
    }
    return JUDGED.stream().map(measured::get).toList();
  }

  private BurstTable table(BurstKind kind) throws RunnerException {
    if (!measured.containsKey(kind)) {
      measured.put(kind, new BurstTable(kind, rows(kind)));
    }
    return measured.get(kind);
  }

  private List<Row> rows(BurstKind kind) throws RunnerException {
    var once = EnumSet.copyOf(kind.peers());
    once.removeAll(JUDGED_PEERS);
    var judged = EnumSet.copyOf(kind.peers());
    judged.retainAll(JUDGED_PEERS);
    var rows = new ArrayList<>(rows(kind, kind.file, once, lab.mode().forks));
    int jvms = JUDGED.contains(kind) ? lab.mode().judgedForks : lab.mode().forks;
    rows.addAll(rows(kind, kind.file + "-judged", judged, jvms));
    return rows;
  }

  private List<Row> rows(BurstKind kind, String file, Set<Peer> peers, int forks)
      throws RunnerException {
    var options =
        lab.medians(HandOffBurst.class)
            .forks(forks)
            .param("peer", Lab.names(peers))
            .param("threads", Integer.toString(kind.threads()))
            .param("old", Boolean.toString(kind.isOld()))
            .param("busy", Boolean.toString(kind.isBusy()));
    return lab.run(file, options).stream().map(Bursts::row).toList();
  }

  static Row row(RunResult result) {
    return new Row(Figures.peer(result).name(), Figures.median(result), Figures.allocated(result));
  }
}
