package io.backdrop.cli.latency;

import io.backdrop.cli.latency.Run.Recorded;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One strategy, measured in this JVM. */
final class Trial {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Strategy strategy;
  private final Plan plan;
  private final Path directory;
  private final Runnable stepDone;
  private volatile boolean stopped;

  Trial(Strategy strategy, Plan plan, Path directory, Runnable stepDone) {
    this.strategy = strategy;
    this.plan = plan;
    this.directory = directory;
    this.stepDone = stepDone;
  }

  /** Has it come to its end before it is complete. */
  void stop() {
    stopped = true;
  }

  /** What was measured; null when it was stopped before that began. */
  @Nullable Outcome perform() throws Exception {
    var indexes = Indexes.build(plan, directory, this::isStopped);
    try {
      stepDone.run();
      warmUp();
      stepDone.run();
      return stopped ? null : measure(indexes);
    } finally {
      indexes.discard();
    }
  }

  private boolean isStopped() {
    return stopped;
  }

  /** With a strategy of its own, for the pace of a strategy depends on the size of the indexes. */
  private void warmUp() throws Exception {
    var small = plan.warmUp();
    var indexes = Indexes.build(small, directory, () -> false);
    try (var releasing = strategy.start(small)) {
      var _ = new Run("warm-up-", small, releasing, indexes, this::isStopped).perform();
    } finally {
      awaitReleased(indexes);
      indexes.discard();
    }
  }

  private Outcome measure(Indexes indexes) throws Exception {
    System.gc(); // What was built is moved to where it will stay.
    long collections = collections();
    try (var releasing = strategy.start(plan)) {
      var recorded = new Run("server-", plan, releasing, indexes, this::isStopped).perform();
      collections = collections() - collections;
      releasing.close();
      awaitReleased(indexes);
      stepDone.run();
      return outcome(recorded, collections, indexes);
    }
  }

  private void awaitReleased(Indexes indexes) throws InterruptedException {
    if (strategy.releases()) {
      indexes.awaitReleased(PATIENCE);
    }
  }

  private Outcome outcome(Recorded recorded, long collections, Indexes indexes) {
    return Outcome.of(strategy, plan, recorded, collections, stopped, indexes.fault(strategy));
  }

  private static long collections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }
}
