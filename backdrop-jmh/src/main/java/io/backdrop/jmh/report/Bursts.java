package io.backdrop.jmh.report;

import io.backdrop.jmh.HandOffBurst;
import io.backdrop.jmh.peer.Peer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

/** The hand-off in bursts: measured when first asked for, and printed in parts. */
final class Bursts {

  private static final Set<Peer> REJECTED = EnumSet.range(Peer.concurrentLinked, Peer.oneLine);

  /** Beside what the rejected queues are shown. */
  private static final Set<Peer> BASES = EnumSet.of(Peer.floor, Peer.unbounded, Peer.signalling);

  private final Lab lab;
  private List<Row> one = List.of();
  private List<Row> two = List.of();

  Bursts(Lab lab) {
    this.lab = lab;
  }

  /** All peers, from one thread and from two. */
  private void measure() throws RunnerException {
    if (one.isEmpty()) {
      var peers = EnumSet.range(Peer.floor, Peer.oneLine);
      one = rows("burst-1", 1, false, peers);
      peers.remove(Peer.trashQueue);
      two = rows("burst-2", 2, false, peers);
    }
  }

  private List<Row> rows(String name, int threads, boolean old, Set<Peer> peers)
      throws RunnerException {
    var options =
        lab.medians(HandOffBurst.class)
            .param("peer", Lab.names(peers))
            .param("threads", Integer.toString(threads))
            .param("old", Boolean.toString(old));
    return lab.run(name, options).stream().map(Bursts::row).toList();
  }

  static Row row(RunResult result) {
    return new Row(Figures.peer(result).name(), Figures.median(result), Figures.allocated(result));
  }

  void print(Page page) throws RunnerException {
    measure();
    var bases = new String[] {"floor", "executor", cheapestClaimed()};
    page.title("one thread closes %,d values", HandOffBurst.SIZE);
    Comparison.print(page, without(one, REJECTED), bases);
    page.title("two threads close %,d values each, at the same time", HandOffBurst.SIZE);
    Comparison.print(page, without(two, REJECTED), bases);
    page.title("one thread closes %,d values that have survived a collection", HandOffBurst.SIZE);
    Comparison.print(page, rows("burst-old", 1, true, aged()), bases);
  }

  private Set<Peer> aged() {
    var peers = EnumSet.range(Peer.floor, Peer.signalling);
    peers.add(Peer.executor);
    peers.addAll(EnumSet.range(Peer.claimedXadd, Peer.claimedLinked));
    return peers;
  }

  void printRejected(Page page) throws RunnerException {
    measure();
    var shown = EnumSet.copyOf(BASES);
    shown.addAll(REJECTED);
    page.title("one thread closes %,d values", HandOffBurst.SIZE);
    Comparison.print(page, only(one, shown), "floor", "unbounded");
    page.title("two threads close %,d values each, at the same time", HandOffBurst.SIZE);
    Comparison.print(page, only(two, shown), "floor", "unbounded");
  }

  /** How many times the base what a peer takes from one thread is. */
  double ratio(Peer peer, String base) throws RunnerException {
    measure();
    return find(peer.name()) / find(base);
  }

  private double find(String name) {
    return one.stream().filter(row -> row.name().equals(name)).findFirst().orElseThrow().nanos();
  }

  /** Which of JCTools' queues is the cheapest behind a claim. */
  String cheapestClaimed() throws RunnerException {
    measure();
    return only(one, EnumSet.range(Peer.claimedXadd, Peer.claimedLinked)).stream()
        .min(Comparator.comparingDouble(Row::nanos))
        .orElseThrow()
        .name();
  }

  private static List<Row> only(List<Row> rows, Set<Peer> peers) {
    return rows.stream().filter(row -> peers.contains(Peer.valueOf(row.name()))).toList();
  }

  private static List<Row> without(List<Row> rows, Set<Peer> peers) {
    var rest = new ArrayList<>(rows);
    rest.removeAll(only(rows, peers));
    return rest;
  }
}
