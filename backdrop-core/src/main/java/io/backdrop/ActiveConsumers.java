package io.backdrop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Each {@link QueueConsumer} of one queue that is there at the moment, and where it is. */
final class ActiveConsumers {

  private final Map<Thread, QueueConsumer> consumers = new ConcurrentHashMap<>();
  private final LongSupplier nanoTime;

  ActiveConsumers(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Its thread may be there as another that is in no turn and has no chain: the trash thread, where
   * the user's supplier of a pace closes a value that finds no room. That other is back when this
   * is removed.
   */
  void add(QueueConsumer consumer) {
    consumer.before = consumers.put(consumer.thread, consumer);
  }

  void remove(QueueConsumer consumer) {
    var before = consumer.before;
    if (before == null) {
      consumers.remove(consumer.thread);
    } else {
      consumers.put(consumer.thread, before);
    }
  }

  /** That of the calling thread, if there is one. */
  @Nullable QueueConsumer caller() {
    return consumers.get(Thread.currentThread());
  }

  /** That of the calling thread, if it is inside a disposer that this one runs. */
  @Nullable QueueConsumer busyCaller() {
    var caller = caller();
    return caller != null && caller.isBusy() ? caller : null;
  }

  /** The turns that are going on; where there is a chain, until that has come to its end too. */
  List<Awaited> turns() {
    var turns = new ArrayList<Awaited>();
    for (var consumer : consumers.values()) {
      boolean chained = !consumer.chain.isEmpty(); // First: a turn begins before it takes there.
      var turn = consumer.turn.awaited();
      if (chained) {
        turns.add(new AwaitedConsumer(consumer));
      } else if (turn.isGoingOn()) {
        turns.add(turn);
      }
    }
    return turns;
  }

  /** All that is going on, and what that closes in turn. */
  List<Awaited> awaitedConsumers() {
    var awaited = new ArrayList<Awaited>();
    consumers.values().forEach(consumer -> awaited.add(new AwaitedConsumer(consumer)));
    return awaited;
  }

  /** Those whose threads wait for the end of the JVM, from inside a disposer. */
  List<QueueConsumer> halted() {
    return consumers.values().stream().filter(each -> each.succession.isHalted()).toList();
  }

  /** Those that have been in the same turn for that time, and leave somebody something to run. */
  List<QueueConsumer> inTheWay(long nanos) {
    long now = nanoTime.getAsLong();
    return consumers.values().stream()
        .filter(each -> each.succession.isInTheWay(nanos, now))
        .toList();
  }

  /**
   * Whether one may still run what was in the queue. To be called while nothing is taken from it.
   */
  boolean isAnyBusy() {
    return consumers.values().stream().anyMatch(QueueConsumer::isBusy);
  }

  boolean haveChain() {
    return consumers.values().stream().anyMatch(each -> !each.chain.isEmpty());
  }

  /** Adds up the chains of all. To be called while none of them takes. */
  void addChainsTo(ResidueCount residue) {
    consumers.values().forEach(consumer -> consumer.chain.addTo(residue));
  }

  /** Counts as handed off what is in the chains of all. To be called likewise. */
  void countChains(Backlog backlog) {
    for (var consumer : consumers.values()) {
      consumer.chain.countIn(backlog);
    }
  }

  /** To be called likewise. */
  void dropChains() {
    consumers.values().forEach(consumer -> consumer.chain.clear());
  }

  /** See {@link QueueConsumer#giveUp}. */
  void giveUp(ResidueCount now, ResidueCount before) {
    consumers.values().forEach(consumer -> consumer.giveUp(now, before));
  }

  /** Not by the number: that may miss one who is there, while others come and go. */
  boolean isEmpty() {
    return !consumers.values().iterator().hasNext();
  }

  /** The lowest position of what they have taken. For whoever keeps them from taking more. */
  long lowestPosition() {
    long lowest = Batch.NO_POSITION;
    for (var consumer : consumers.values()) {
      lowest = Math.min(lowest, consumer.lowestPosition());
    }
    return lowest;
  }

  /** Adds up what they have taken and not run. To be called while none of them takes. */
  void addTo(ResidueCount residue) {
    consumers.values().forEach(consumer -> consumer.addTo(residue));
  }

  /** Tells of each disposal that has been running for longer than the limit, once. */
  void reportStuck(long limit, StuckHandler handler, Supplier<Residue> pending) {
    long now = nanoTime.getAsLong();
    for (var consumer : consumers.values()) {
      var stuck = consumer.newlyStuck(limit, now);
      if (stuck != null) {
        var since = Duration.ofNanos(Math.max(limit, now - consumer.turn.clock.since()));
        HandlerCalls.call(
            handler, () -> handler.stuck(stuck.origin(), since, consumer.thread, pending.get()));
      }
    }
  }
}
