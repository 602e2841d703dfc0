package io.backdrop;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds a trash thread back as its {@link Pacing} says. It releases first and pauses afterwards, as
 * long as what was released takes at that rate.
 */
final class RatePacer extends Pacer {

  /** Shorter pauses are saved up: whoever parks comes back late by tens of microseconds. */
  static final long SHORTEST_PAUSE = 1_000_000;

  /** Longer ones are split, and the backlog is looked at in between. */
  static final long LONGEST_PAUSE = 100_000_000;

  /** No more steps are taken at once, also where there is no pace: there may soon be one. */
  static final long MOST_STEPS = 1_024;

  private final Backlog backlog;
  private final LongSupplier nanoTime;
  private final Parking parking;
  private final Supplier<Pacing> pace;
  private final Rates rates = new Rates();
  private final StepSlice portion = new StepSlice();

  /** Whether it was said that the supplier does not tell the pace. */
  private boolean warned;

  /** When the debts were paid off last. */
  private long paid;

  /**
   * How many times the usual pace it goes. Where more is pending than the usual pace drains within
   * half of the target, it is drained down to that much in the other half, at a pace that does not
   * slow down on the way.
   */
  private double urgency = 1;

  /** How many threads wait in a flush or close. Any thread may change it. */
  private final AtomicInteger waiting = new AtomicInteger();

  /** Whether there was no room. Set by whoever found none, cleared by the trash thread. */
  private volatile boolean catchingUp;

  RatePacer(Supplier<Pacing> pace, Backlog backlog, LongSupplier nanoTime, Parking parking) {
    this.pace = pace;
    this.backlog = backlog;
    this.nanoTime = nanoTime;
    this.parking = parking;
    this.paid = nanoTime.getAsLong();
  }

  /** One by one where each may be heavy. */
  @Override
  int atOnce() {
    return rates.areByWeight() ? 1 : (int) Math.min(rates.itemsAtOnce(), Integer.MAX_VALUE);
  }

  @Override
  void pause() {
    payAndAsk();
    while (owesPause() && !forgiveIfHurried()) {
      parking.parkNanos(this, (long) Math.min(rates.owed() / urgency, LONGEST_PAUSE));
      Thread.interrupted(); // An interrupt of the trash thread does not concern its pauses.
      payAndAsk();
    }
  }

  /** In this order: the time that has passed was one at the pace before. */
  private void payAndAsk() {
    pay();
    ask();
  }

  /** Where nobody can tell the pace, it stays as it was. */
  private void ask() {
    try {
      var now = pace.get();
      if (now == null) {
        warnOnce("returned null", null);
      } else if (!now.equals(rates.pacing())) {
        rates.changeTo(now);
        urgency = 1;
      }
    } catch (Throwable unknown) {
      warnOnce("failed", unknown);
    }
    Thread.interrupted(); // What it leaves behind does not concern the next disposal.
  }

  private void warnOnce(String what, @Nullable Throwable failure) {
    try {
      if (!warned) {
        var message =
            "The supplier %s of a pace %s; the pace stays %s as long as it does. Further times are not logged."
                .formatted(pace.getClass().getName(), what, rates.pacing());
        Warnings.log(message, failure);
        warned = true;
      }
    } catch (Throwable noMemory) {
      // It is said the next time.
    }
  }

  /**
   * Looks at the backlog, which costs producers, only where there is something to pay, or where it
   * was urgent and may no longer be: then nothing may be owed, because releasing takes as long.
   */
  private boolean owesPause() {
    if (rates.owed() < SHORTEST_PAUSE && urgency == 1) {
      return false;
    }
    updateUrgency();
    return rates.owed() >= SHORTEST_PAUSE * urgency;
  }

  /**
   * What is owed for what has been released is paid within the first half of the target, and makes
   * nothing else more urgent.
   */
  private void updateUrgency() {
    double half = rates.halfOfTarget();
    double open = rates.nanosOf(backlog);
    rates.limitTo(half);
    urgency = open <= half ? 1 : Math.max(urgency, open / half);
  }

  private void pay() {
    long now = nanoTime.getAsLong();
    rates.pay((now - paid) * urgency, SHORTEST_PAUSE * urgency);
    paid = now;
  }

  /** What is hurried is not made up for later. Returns whether it is. */
  private boolean forgiveIfHurried() {
    if (catchingUp && backlog.isHalfEmpty()) {
      catchingUp = false;
    }
    boolean hurried = catchingUp || waiting.get() > 0;
    if (hurried) {
      rates.forgive();
    }
    return hurried;
  }

  @Override
  void run(ClaimableDisposal<?> disposal, long weight, Isolation isolation, TurnClock clock) {
    if (disposal.isIncremental()) {
      runInPortions(disposal, weight, isolation, clock);
    } else {
      isolation.run(disposal);
      ran(weight);
    }
  }

  /** What takes longer than half of the drain target is finished without further pauses. */
  private void runInPortions(
      ClaimableDisposal<?> disposal, long weight, Isolation isolation, TurnClock clock) {
    long began = nanoTime.getAsLong();
    rates.beginLarge(weight);
    @Nullable ClaimableDisposal<?> rest = disposal;
    while (rest != null) {
      boolean late = nanoTime.getAsLong() - began > rates.halfOfTarget();
      portion.begin(late || forgiveIfHurried() ? MOST_STEPS : Math.min(rates.steps(), MOST_STEPS));
      var left = isolation.run(rest, portion);
      rest = left;
      if (!late) {
        rates.add(portion.taken(), 0);
        rates.addOfLarge(left == null ? 1 : isolation.progress(left));
        clock.rest(nanoTime.getAsLong());
        pause();
        clock.goOn(nanoTime.getAsLong());
      }
    }
    rates.addOfLarge(1);
  }

  @Override
  void ran(long weight) {
    rates.add(1, weight);
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
