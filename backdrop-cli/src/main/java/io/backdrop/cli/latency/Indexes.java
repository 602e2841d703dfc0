package io.backdrop.cli.latency;

import io.backdrop.Arc;
import io.backdrop.BackdropStrategy;
import io.backdrop.IncrementalDisposer;
import io.backdrop.cli.payload.Payload;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** All indexes of a run, built before it begins, and what becomes of them. */
final class Indexes {

  private final List<Payload> payloads = new ArrayList<>();
  private final CountDownLatch unreleased;

  private Indexes(int count) {
    unreleased = new CountDownLatch(count);
  }

  /** Builds as many as the plan says, or fewer where that is not wanted any more. */
  static Indexes build(Plan plan, Path directory, BooleanSupplier stopped) throws IOException {
    var indexes = new Indexes(plan.indexes());
    for (int i = 0; i < plan.indexes() && !stopped.getAsBoolean(); i++) {
      indexes.payloads.add(plan.payload().build(plan.entries(), directory));
    }
    return indexes;
  }

  /** One handle on each, in the order in which they are used. */
  List<Arc<Payload>> handles(BackdropStrategy strategy) {
    IncrementalDisposer<Payload> parts = Payload::begin;
    var counted = parts.andThen(_ -> unreleased.countDown());
    return payloads.stream().map(payload -> Arc.of(payload, counted, strategy)).toList();
  }

  /** How many parts of an index are released; roughly, while that goes on. */
  long released(int index) {
    return payloads.get(index).released();
  }

  int count() {
    return payloads.size();
  }

  /**
   * Waits until all are released, as long as there is progress. Without that it would wait forever
   * for a strategy that loses one, which is what the count is there to find.
   *
   * @return whether all are released
   */
  boolean awaitReleased(Duration patience) throws InterruptedException {
    long before = -1;
    long now = released();
    while (now != before && !unreleased.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
      before = now;
      now = released();
    }
    return unreleased.getCount() == 0;
  }

  private long released() {
    return payloads.stream().mapToLong(Payload::released).sum();
  }

  /** What is wrong with the first index that was not released once, or is not there; else null. */
  @Nullable String fault(Strategy strategy) {
    for (int i = 0; i < payloads.size(); i++) {
      var tally = payloads.get(i).tally();
      if (!(strategy.releases() ? tally.isReleasedOnce() : tally.isUntouched())) {
        return "of index %d of %d, %s".formatted(i + 1, payloads.size(), tally);
      }
    }
    return null;
  }

  /** Releases what nobody else has. */
  void discard() throws IOException {
    for (var payload : payloads) {
      payload.discard();
    }
  }
}
