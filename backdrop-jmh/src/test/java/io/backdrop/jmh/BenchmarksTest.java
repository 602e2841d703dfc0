package io.backdrop.jmh;

import static java.util.Arrays.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.jmh.peer.Peer;
import java.util.Collection;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Every benchmark starts and finishes with every peer, once and without a measurement. */
@Timeout(120)
class BenchmarksTest {

  private static final String[] PEERS =
      stream(Peer.values()).map(Peer::name).toArray(String[]::new);

  private static final String[] SHARED =
      stream(PEERS).filter(name -> !name.equals("trashQueue")).toArray(String[]::new);

  @Test
  void burstsFromOneThreadAndOfOldValues() throws RunnerException {
    var results = run(once(HandOffBurst.class).param("threads", "1").param("peer", PEERS));
    assertThat(results).hasSize(2 * PEERS.length);
  }

  @Test
  void burstsFromTwoThreads() throws RunnerException {
    var two = once(HandOffBurst.class).param("threads", "2").param("old", "false");
    assertThat(run(two.param("peer", SHARED))).hasSize(SHARED.length);
  }

  @Test
  void burstsWhileTheConsumerIsAtWork() throws RunnerException {
    var peers =
        stream(Peer.values()).filter(Peer::hasConsumer).map(Peer::name).toArray(String[]::new);
    var busy = once(HandOffBurst.class).param("threads", "1").param("old", "false");
    assertThat(run(busy.param("busy", "true").param("peer", peers))).hasSize(peers.length);
  }

  @Test
  void handOffsAfterIdleness() throws RunnerException {
    var results = run(once(HandOffAfterIdle.class).param("idle", "us100").param("peer", PEERS));
    assertThat(results).hasSize(PEERS.length);
  }

  @Test
  void handlesThatAreMadeAndClosed() throws RunnerException {
    assertThat(run(once(CreateAndClose.class).param("peer", PEERS))).hasSize(PEERS.length);
  }

  @Test
  void backlogsThatAreDrained() throws RunnerException {
    var peers = stream(PEERS).filter(BenchmarksTest::canBeHeld).toArray(String[]::new);
    var results = run(once(DrainRate.class).param("size", "1000").param("peer", peers));
    assertThat(results).hasSize(2 + peers.length);
  }

  private static boolean canBeHeld(String peer) {
    return !Set.of(
            "empty",
            "floor",
            "leak",
            "runAsync",
            "virtualThread",
            "cleaner",
            "nettyCounted",
            "chronicle")
        .contains(peer);
  }

  @Test
  void theOthers() throws RunnerException {
    var options =
        once(SharedCount.class)
            .include(benchmark(Reload.class))
            .include(benchmark(LeakDetection.class));
    assertThat(run(options.include(benchmark(FullBacklog.class)))).isNotEmpty();
  }

  private static ChainedOptionsBuilder once(Class<?> benchmark) {
    return new OptionsBuilder()
        .include(benchmark(benchmark))
        .mode(Mode.SingleShotTime)
        .forks(0)
        .warmupIterations(0)
        .measurementIterations(1)
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT);
  }

  private static String benchmark(Class<?> benchmark) {
    return "\\Q" + benchmark.getName() + "\\E\\.";
  }

  private static Collection<RunResult> run(ChainedOptionsBuilder options) throws RunnerException {
    return new Runner(options.build()).run();
  }
}
