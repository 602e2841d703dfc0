package io.backdrop.jmh.report;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toCollection;

import io.backdrop.jmh.HandOffAfterIdle;
import io.backdrop.jmh.HandOffAfterIdle.Idle;
import io.backdrop.jmh.peer.Peer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.openjdk.jmh.runner.RunnerException;

/** The hand-off after idleness: measured when first asked for. */
final class AfterIdle {

  /** What runs elsewhere and rests in between: neither what releases in place nor what spins. */
  private static final Set<Peer> PEERS =
      EnumSet.of(
          Peer.empty,
          Peer.floor,
          Peer.leak,
          Peer.trashThread,
          Peer.unbounded,
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
          Peer.claimedXadd,
          Peer.linked);

  /**
   * The goals are about the 99.9th percentile of these, or compare it with theirs. These and the
   * next are measured in several JVMs, which differ from each other.
   */
  private static final Set<Peer> TAILS = EnumSet.of(Peer.empty, Peer.leak, Peer.trashThread);

  /** The goals are about the median of these. */
  private static final Set<Peer> MEDIANS =
      EnumSet.of(Peer.unbounded, Peer.executor, Peer.mpscBlocking, Peer.virtualThread);

  /** With what those are compared of which a JVM has only one. */
  private static final Set<Peer> ALONE =
      EnumSet.of(Peer.empty, Peer.leak, Peer.trashThread, Peer.linked);

  /** After seconds, which takes too long for a short report: few are of interest then. */
  private static final Set<Peer> FOR_LONG =
      EnumSet.of(
          Peer.empty, Peer.floor, Peer.leak, Peer.trashThread, Peer.signalling, Peer.executor);

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Lab lab;
  private final List<IdleTable> measured = new ArrayList<>();

  AfterIdle(Lab lab) {
    this.lab = lab;
  }

  void print(Page page) throws RunnerException {
    for (var table : judged()) {
      table.print(page);
    }
    if (lab.mode() == Mode.LONG) {
      measure(Idle.s5, false, FOR_LONG).print(page);
    }
  }

  /** After 100 ms, when many targets share the time, those of which there is one are apart. */
  List<IdleTable> judged() throws RunnerException {
    if (measured.isEmpty()) {
      measured.add(measure(Idle.us100, false, PEERS));
      measured.add(measure(Idle.ms2, false, PEERS));
      measured.add(measure(Idle.ms100, false, only(PEERS, peer -> !peer.isOnePerProcess())));
      measured.add(
          measure(
              Idle.ms100,
              true,
              only(PEERS, peer -> peer.isOnePerProcess() || ALONE.contains(peer))));
    }
    return measured;
  }

  private IdleTable measure(Idle idle, boolean alone, Set<Peer> peers) throws RunnerException {
    var table = new IdleTable(idle, alone, new ArrayList<>());
    int jvms = lab.mode().judgedForks;
    add(table, "tails", only(peers, TAILS::contains), jvms, 10_000);
    add(table, "medians", only(peers, MEDIANS::contains), jvms, 1_000);
    var others = only(peers, peer -> !TAILS.contains(peer) && !MEDIANS.contains(peer));
    add(table, "others", others, lab.mode().forks, 1_000);
    table.rows().sort(comparing(IdleRow::peer));
    return table;
  }

  private void add(IdleTable table, String group, Set<Peer> peers, int jvms, long wanted)
      throws RunnerException {
    if (peers.isEmpty()) {
      return;
    }
    var idle = table.idle();
    var options =
        lab.timed(HandOffAfterIdle.class)
            .forks(jvms)
            .measurementIterations(1)
            .measurementTime(lab.mode().samples(timeFor(wanted, idle.gap(table.alone())) / jvms))
            .param("peer", Lab.names(peers))
            .param("idle", idle.name())
            .param("alone", Boolean.toString(table.alone()));
    var name = "idle-" + idle + (table.alone() ? "-alone-" : "-") + group;
    lab.run(name, options).stream().map(Figures::idle).forEach(table.rows()::add);
  }

  /**
   * A tenth more than the gaps take, and half a second at least; where it is more than half a
   * minute, what there is in six seconds.
   */
  private static long timeFor(long samples, long gap) {
    long time = Math.max(SECOND / 2, samples * gap);
    return (time > 30 * SECOND ? 6 * SECOND : time) / 10 * 11;
  }

  private static Set<Peer> only(Set<Peer> peers, Predicate<Peer> chosen) {
    return peers.stream().filter(chosen).collect(toCollection(() -> EnumSet.noneOf(Peer.class)));
  }
}
