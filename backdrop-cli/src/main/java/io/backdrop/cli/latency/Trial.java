package io.backdrop.cli.latency;

import io.backdrop.cli.latency.Run.Recorded;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One strategy, measured in this JVM. */
final class Trial {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

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

  /** Makes it end early: what was measured until then is partial. */
  void stop() {
    stopped = true;
  }

  /** What was measured; null when it was stopped before that began. */
  @Nullable Outcome perform() throws Exception {
    var indexes = Indexes.build(plan, directory, this::isStopped);
    try {
      stepDone.run();
      var before = warmUp();
      stepDone.run();
      if (before.fault() != null) {
        return before;
      }
      return stopped ? null : measure(indexes);
    } finally {
      indexes.discard();
    }
  }

  private boolean isStopped() {
    return stopped;
  }

  /** With a strategy of its own, because its pace depends on the size of the indexes. */
  private Outcome warmUp() throws Exception {
    var small = plan.warmUp();
    var indexes = Indexes.build(small, directory, () -> false);
    try {
      return run("warm-up-", small, indexes);
    } finally {
      indexes.discard();
    }
  }

  private Outcome measure(Indexes indexes) throws Exception {
    System.gc(); // What was built is moved to where it will stay.
    var outcome = run("server-", plan, indexes);
    stepDone.run();
    return outcome;
  }

  private Outcome run(String threads, Plan planned, Indexes indexes) throws Exception {
    long before = collections();
    var releasing = strategy.start(planned);
    Recorded recorded;
    long collections;
    try (AutoCloseable _ = () -> end(releasing, indexes)) { // So a failure of the run comes first.
      recorded = new Run(threads, planned, releasing, indexes, this::isStopped).perform();
      collections = collections() - before;
    }
    return Outcome.of(strategy, planned, recorded, collections, stopped, indexes.fault(strategy));
  }

  /** Another thread closes the strategy, which may wait forever for an index that it has lost. */
  private void end(Releasing releasing, Indexes indexes) throws Exception {
    releasing.leave();
    var closing = new FutureTask<>(Executors.callable(releasing::close));
    Thread.ofPlatform().daemon().start(closing);
    boolean isLost = strategy.releases() && !indexes.awaitReleased(PATIENCE);
    if (!isLost) {
      awaitEnd(closing);
    }
  }

  private void awaitEnd(Future<?> closing) throws Exception {
    try {
      closing.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("The strategy %s does not end".formatted(strategy.id()), e);
    }
  }

  private static long collections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }
}
