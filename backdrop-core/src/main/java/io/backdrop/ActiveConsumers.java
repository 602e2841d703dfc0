package io.backdrop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The {@link QueueConsumers} of one queue that are there at the moment, and where each of them is.
 */
final class ActiveConsumers {

  private final Map<Thread, QueueConsumer> consumers = new ConcurrentHashMap<>();
  private final LongSupplier nanoTime;

  ActiveConsumers(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  void add(QueueConsumer consumer) {
    consumers.put(consumer.thread, consumer);
  }

  void remove(QueueConsumer consumer) {
    consumers.remove(consumer.thread);
  }

  /** That of the calling thread, if there is one. */
  @Nullable QueueConsumer caller() {
    return consumers.get(Thread.currentThread());
  }

  /** Whether the calling thread is inside a disposer that one of these runs. */
  boolean includesCaller() {
    return busyCaller() != null;
  }

  /**
   * As that; and if so, notes that it has handed off more, which is left to that consumer, or to
   * who has asked it to run.
   */
  boolean noteHandOffOfCaller() {
    var caller = busyCaller();
    if (caller == null) {
      return false;
    }
    caller.noteHandOff();
    return true;
  }

  private @Nullable QueueConsumer busyCaller() {
    var caller = caller();
    return caller != null && caller.isBusy() ? caller : null;
  }

  /** The turns that are going on. */
  List<Turn.Awaited> turns() {
    var turns = new ArrayList<Turn.Awaited>();
    for (var consumer : consumers.values()) {
      var turn = consumer.turn.awaited();
      if (turn.isGoingOn()) {
        turns.add(turn);
      }
    }
    return turns;
  }

  /** Those whose threads wait for the end of the JVM, from inside a disposer. */
  List<QueueConsumer> halted() {
    return consumers.values().stream().filter(QueueConsumer::isHalted).toList();
  }

  /** Those that have been in the same turn for that time, and that nobody has bypassed. */
  List<QueueConsumer> inTheWay(long nanos) {
    long now = nanoTime.getAsLong();
    return consumers.values().stream().filter(each -> each.turn.isInTheWay(now, nanos)).toList();
  }

  /** See {@link QueueConsumer#giveUp}. */
  void giveUp(ResidueCount now, ResidueCount before) {
    consumers.values().forEach(consumer -> consumer.giveUp(now, before));
  }

  boolean isAbandoned(Thread thread) {
    var consumer = consumers.get(thread);
    return consumer != null && consumer.turn.isAbandoned();
  }

  /** Not by the number: that may miss one who is there, while others come and go. */
  boolean isEmpty() {
    return !consumers.values().iterator().hasNext();
  }

  /** Whether there is one that runs something, and is to be waited for. */
  boolean isAnyBusy() {
    return consumers.values().stream().anyMatch(each -> each.isBusy() && !each.turn.isAbandoned());
  }

  /** Whether there is one to see to the rest: not stuck, as far as anybody can tell. */
  boolean isAnyGoingOn() {
    return consumers.values().stream().anyMatch(each -> each.isBusy() && !each.isBypassed());
  }

  /** Those that are to be waited for, in a set of its own. */
  Set<QueueConsumer> awaited() {
    var all = new HashSet<>(consumers.values());
    all.removeIf(each -> each.turn.isAbandoned());
    return all;
  }

  /** The lowest position of what they have taken and not run. For who keeps them from taking. */
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
      var stuck = consumer.newlyStuck(now, limit);
      if (stuck != null) {
        var since = Duration.ofNanos(Math.max(limit, now - consumer.turn.began()));
        HandlerCalls.call(
            () -> handler.stuck(stuck.origin(), since, consumer.thread, pending.get()));
      }
    }
  }
}
