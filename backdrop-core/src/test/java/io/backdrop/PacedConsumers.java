package io.backdrop;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * What a trash thread with a pace is made of, in a time of its own, and what has come of its
 * values. Test classes extend it for the sake of short words.
 */
abstract class PacedConsumers {

  static final int BOUND = 1 << 20;

  final VirtualTime time = new VirtualTime();
  final Backlog backlog = new Backlog(BOUND, Long.MAX_VALUE);
  final Isolation isolation = new Isolation(FailureHandler.logging());
  final Retries retries = new Retries(time, ListenerCalls.NONE, () -> {});
  final QueueConsumers consumers =
      new QueueConsumers(backlog, isolation, retries, ListenerCalls.NONE, time);

  /** When each was released, in seconds. */
  final List<Double> released = new ArrayList<>();

  void hand(int many, Disposer<Object> disposer) {
    for (int i = 0; i < many; i++) {
      backlog.offerRegardless(new ClaimableDisposal<>(new Object(), disposer, null));
    }
  }

  void note(Object value) {
    released.add(time.seconds());
  }

  Disposer<Object> weighing(long bytes) {
    Disposer<Object> noting = this::note;
    return noting.weighing(value -> bytes);
  }

  RatePacer pacer(Pacing pacing) {
    return pacer(() -> pacing);
  }

  RatePacer pacer(Supplier<Pacing> pace) {
    return new RatePacer(pace, backlog, time, time);
  }

  /** Does as a trash thread does while there is something to do. */
  void runAll(Pacer pacer) {
    var self = consumers.join(pacer);
    while (!backlog.isEmpty()) {
      pacer.pause();
      consumers.runNext(self, pacer.atOnce());
    }
    consumers.leave(self);
  }

  double last() {
    return released.get(released.size() - 1);
  }

  /** The most that were released within a second from one of them on. */
  long mostInASecond() {
    return released.stream()
        .mapToLong(from -> released.stream().filter(at -> at >= from && at < from + 1).count())
        .max()
        .orElseThrow();
  }

  IncrementalDisposer<Object> steps(int many) {
    return value -> {
      var left = new AtomicInteger(many);
      return () -> {
        note(value);
        return left.decrementAndGet() > 0;
      };
    };
  }
}
