package io.backdrop.jmh.report;

import io.backdrop.jmh.CreateAndClose;
import io.backdrop.jmh.DrainRate;
import io.backdrop.jmh.FullBacklog;
import io.backdrop.jmh.HandOffBurst;
import io.backdrop.jmh.LeakDetection;
import io.backdrop.jmh.Released;
import io.backdrop.jmh.Reload;
import io.backdrop.jmh.SharedCount;
import io.backdrop.jmh.peer.Peer;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** The sections that are a table or a few of one benchmark each. */
record Others(Lab lab) {

  private static final int JVMS_OF_EACH = 3;

  void create(Page page) throws RunnerException {
    var peers = EnumSet.range(Peer.floor, Peer.claimedBlocking);
    var options = lab.medians(CreateAndClose.class).param("peer", Lab.names(peers));
    page.title("one thread makes and closes %,d values", HandOffBurst.SIZE);
    var rows = lab.run("create", options).stream().map(Bursts::row).toList();
    Comparison.print(page, rows, "floor", "executor");
  }

  /** Ten million of the library's own; fewer beside the peers, some of which take much memory. */
  void drain(Page page) throws RunnerException {
    var own = EnumSet.of(Peer.trashThread, Peer.trashQueue);
    drain(page, "drain", 10_000_000, Released.block, own);
    drain(page, "drain-lists", 1_000_000, Released.list, own);
    own.addAll(
        EnumSet.of(
            Peer.executor,
            Peer.forkJoin,
            Peer.linkedBlocking,
            Peer.eventLoop,
            Peer.disruptor,
            Peer.mpscBlocking,
            Peer.mpscXadd));
    drain(page, "drain-peers", 1_000_000, Released.block, own);
  }

  private void drain(Page page, String name, int size, Released released, Set<Peer> peers)
      throws RunnerException {
    var options =
        lab.wholeRuns(DrainRate.class)
            .warmupIterations(size > 1_000_000 ? 1 : 2)
            .measurementIterations(lab.mode().wholeRuns)
            .param("size", Integer.toString(size))
            .param("released", released.name())
            .param("peer", Lab.names(peers));
    page.title("one of %,d values that are pending is released: %s", size, released.description());
    var rows = lab.run(name, options).stream().map(result -> drained(result, size)).toList();
    Comparison.print(page, rows, "loop", "trivial");
  }

  /** How long all took, for each of the values. */
  private static Row drained(RunResult result, double values) {
    var name =
        Objects.requireNonNullElse(result.getParams().getParam("peer"), Figures.method(result));
    return new Row(name, Figures.median(result) / values);
  }

  void full(Page page) throws RunnerException {
    for (var released : Released.values()) {
      page.title(
          "one of %,d values is closed and released: %s", FullBacklog.SIZE, released.description());
      var options = lab.wholeRuns(FullBacklog.class).param("released", released.name());
      compare(page, "full-" + released, options, Others::timed, "inline", "trivial");
    }
  }

  void counted(Page page) throws RunnerException {
    page.title("share(), get() and close() of an Arc and its peers, by one thread");
    compare(page, "shared-1", lab.allocating(SharedCount.class), "floor", "netty");
    page.title("the same, by each of two threads");
    var few =
        lab.allocating(SharedCount.class)
            .threads(2)
            .exclude("\\.(cas|locked|nettyBuffer)|Throwing|Calling");
    compare(page, "shared-2", few, "floor", "netty");
    for (int readers = 1; readers <= 2; readers++) {
      page.title("load(), get() and close() of what is replaced every ms, readers: %d", readers);
      var options = lab.allocating(Reload.class).threads(readers);
      compare(page, "reload-" + readers, options, "arcSwap");
    }
  }

  /**
   * The levels are compared with detection being off. They differ by less than one JVM does from
   * the next: hence several of each. And once a handle has been watched, code is compiled anew, and
   * until that is done it is slower by more than they differ: hence the long warm-up.
   */
  void leaks(Page page) throws RunnerException {
    for (var kind : LeakDetection.Kind.values()) {
      page.title("making and closing a handle by level of leak detection: %s", kind);
      var options =
          lab.allocating(LeakDetection.class)
              .forks(JVMS_OF_EACH)
              .warmupIterations(4)
              .warmupTime(TimeValue.milliseconds(500))
              .param("kind", kind.name());
      compare(page, "leaks-" + kind, options, "off");
    }
  }

  private void compare(Page page, String name, ChainedOptionsBuilder options, String... bases)
      throws RunnerException {
    compare(page, name, options, Others::allocating, bases);
  }

  private void compare(
      Page page,
      String name,
      ChainedOptionsBuilder options,
      Function<RunResult, Row> row,
      String... bases)
      throws RunnerException {
    Comparison.print(page, lab.run(name, options).stream().map(row).toList(), bases);
  }

  private static Row timed(RunResult result) {
    return new Row(Figures.method(result), Figures.median(result));
  }

  private static Row allocating(RunResult result) {
    return new Row(Figures.method(result), Figures.median(result), Figures.collected(result));
  }
}
