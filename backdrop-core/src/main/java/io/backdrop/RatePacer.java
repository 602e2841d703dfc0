package io.backdrop;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds a trash thread back as its {@link Pacing} says. It releases first and pauses afterwards, as
 * long as what was released takes at that rate.
 */
final class RatePacer extends Pacer {

  /** Shorter pauses are saved up: whoever parks comes back late by tens of microseconds. */
  static final long SHORTEST_PAUSE = 1_000_000;

  /** In longer ones the backlog is looked at meanwhile. */
  static final long LONGEST_PAUSE = 100_000_000;

  /** How many steps are taken at once where there is no pace. */
  private static final long QUICK_PORTION = 1_024;

  private static final long PORTIONS_PER_SECOND = 1_000_000_000 / SHORTEST_PAUSE;

  private final Backlog backlog;
  private final LongSupplier nanoTime;
  private final Parking parking;
  private final Debt items;
  private final Debt bytes;
  private final long itemsAtOnce;
  private final StepSlice portion = new StepSlice();
  private final WeightShare share;
  private final boolean byWeight;
  private final double halfOfTarget;

  /** When the debts were paid off last. */
  private long paid;

  /**
   * How much faster than usual. What the usual pace does not drain within half of the target is
   * drained down to that in the other half, at a pace that does not slow down on the way.
   */
  private double urgency = 1;

  /** How many wait for an end. Any thread may change it. */
  private final AtomicInteger waiting = new AtomicInteger();

  /** Whether there was no room. Set by whoever found none, cleared by the trash thread. */
  private volatile boolean catchingUp;

  RatePacer(Pacing pacing, Backlog backlog, LongSupplier nanoTime, Parking parking) {
    this.backlog = backlog;
    this.nanoTime = nanoTime;
    this.parking = parking;
    this.items = new Debt(pacing.itemsPerSecond());
    this.bytes = new Debt(pacing.bytesPerSecond());
    this.share = new WeightShare(bytes);
    this.itemsAtOnce = Math.max(1, pacing.itemsPerSecond() / PORTIONS_PER_SECOND);
    this.byWeight = pacing.bytesPerSecond() < Long.MAX_VALUE;
    this.halfOfTarget = Nanos.of(pacing.drainTarget()) / 2.0;
    this.paid = nanoTime.getAsLong();
  }

  /** One by one where each may be heavy. */
  @Override
  int atOnce() {
    return byWeight ? 1 : (int) Math.min(itemsAtOnce, Integer.MAX_VALUE);
  }

  @Override
  void pause() {
    pay();
    while (owesPause() && !forgiveIfHurried()) {
      parking.parkNanos(this, (long) Math.min(owed() / urgency, LONGEST_PAUSE));
      Thread.interrupted(); // An interrupt of the trash thread does not concern its pauses.
      pay();
    }
  }

  /** Looks at the backlog only where there is something to pay, since that costs producers. */
  private boolean owesPause() {
    if (owed() < SHORTEST_PAUSE) {
      return false;
    }
    updateUrgency();
    return owed() >= SHORTEST_PAUSE * urgency;
  }

  /**
   * What is owed for what has been released is paid within the first half of the target, and makes
   * nothing else more urgent.
   */
  private void updateUrgency() {
    double open = Math.max(items.nanosOf(backlog.pending()), bytes.nanosOf(backlog.bytes()));
    items.limit(halfOfTarget);
    bytes.limit(halfOfTarget);
    urgency = open <= halfOfTarget ? 1 : Math.max(urgency, open / halfOfTarget);
  }

  private double owed() {
    return Math.max(items.nanos(), bytes.nanos());
  }

  private void pay() {
    long now = nanoTime.getAsLong();
    double time = (now - paid) * urgency;
    double credit = SHORTEST_PAUSE * urgency;
    paid = now;
    items.pay(time, credit);
    bytes.pay(time, credit);
  }

  /** What is hurried is not made up for later. Returns whether it is. */
  private boolean forgiveIfHurried() {
    if (catchingUp && backlog.isHalfEmpty()) {
      catchingUp = false;
    }
    boolean hurried = catchingUp || waiting.get() > 0;
    if (hurried) {
      items.forgive();
      bytes.forgive();
    }
    return hurried;
  }

  @Override
  void run(
      ClaimableDisposal<?> disposal, long weight, Isolation isolation, QueueConsumer consumer) {
    if (disposal.isIncremental()) {
      runInPortions(disposal, weight, isolation, consumer);
    } else {
      isolation.run(disposal);
      ran(weight);
    }
  }

  /** What takes longer than half of the drain target is finished without further pauses. */
  private void runInPortions(
      ClaimableDisposal<?> disposal, long weight, Isolation isolation, QueueConsumer consumer) {
    long began = nanoTime.getAsLong();
    share.begin(byWeight ? weight : 0);
    @Nullable ClaimableDisposal<?> rest = disposal;
    while (rest != null) {
      boolean late = nanoTime.getAsLong() - began > halfOfTarget;
      portion.begin(late || forgiveIfHurried() ? QUICK_PORTION : share.steps(itemsAtOnce));
      var left = isolation.run(rest, portion);
      rest = left;
      if (!late) {
        items.add(portion.taken());
        share.add(left == null ? 1 : isolation.progress(left));
        consumer.turn.clock.rest(nanoTime.getAsLong());
        pause();
        consumer.turn.clock.goOn(nanoTime.getAsLong());
      }
    }
    share.add(1);
  }

  @Override
  void ran(long weight) {
    items.add(1);
    bytes.add(weight);
  }

  @Override
  void hurry() {
    waiting.incrementAndGet();
  }

  @Override
  void relax() {
    waiting.decrementAndGet();
  }

  @Override
  void catchUp() {
    catchingUp = true;
  }
}
