package io.backdrop.cli.soak;

import io.backdrop.TrashStatistics;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the statistics of a trash thread must fulfil, at any time and in the end. For one thread.
 */
final class StatisticsCheck {

  private final Faults faults;
  private final TrashThreadSetup setup;
  private final boolean nested;
  private @Nullable TrashStatistics before;

  /** Of one with this setup, which disposers close further values onto or not. */
  StatisticsCheck(Faults faults, TrashThreadSetup setup, boolean nested) {
    this.faults = faults;
    this.setup = setup;
    this.nested = nested;
  }

  /** At any time, whatever is going on. */
  void look(TrashStatistics now) {
    hold(isConsistent(now), () -> "statistics do not add up: " + now);
    hold(isTimed(now), () -> "statistics have impossible times: " + now);
    hold(isWithinBounds(now), () -> "the backlog is beyond its bounds: " + now);
    var last = before;
    hold(
        last == null || isAfter(now, last), () -> "statistics go back from " + last + " to " + now);
    before = now;
  }

  private static boolean isConsistent(TrashStatistics now) {
    return now.disposed() >= 0
        && now.pending() >= 0
        && now.pendingBytes() >= 0
        && now.failed() <= now.disposed() + now.inCaller()
        && now.handedOff() - now.disposed() == now.pending();
  }

  private static boolean isTimed(TrashStatistics now) {
    return !now.oldest().isNegative()
        && !now.busy().isNegative()
        && now.longest().compareTo(Duration.ofHours(1)) < 0;
  }

  /**
   * Beyond them by agreement are what disposers close, what grows, what is tried again for a thread
   * that must not block, and one value that is heavier by itself.
   */
  private boolean isWithinBounds(TrashStatistics now) {
    return nested
        || setup.sparing()
        || setup.whenFull() == WhenFull.GROW
        || (now.pending() <= setup.bound()
            && now.pendingBytes() <= Math.max(setup.bytes(), Value.HEAVIEST));
  }

  private static boolean isAfter(TrashStatistics now, TrashStatistics last) {
    return now.handedOff() >= last.handedOff()
        && now.disposed() >= last.disposed()
        && now.failed() >= last.failed()
        && now.retried() >= last.retried()
        && now.elsewhere() >= last.elsewhere()
        && now.inCaller() >= last.inCaller()
        && now.busy().compareTo(last.busy()) >= 0
        && now.longest().compareTo(last.longest()) >= 0;
  }

  /** In the end, when nothing is going on any more. */
  void balance(TrashStatistics last, long taken, long failures, long failuresCounted) {
    hold(
        last.handedOff() + last.inCaller() + last.elsewhere() == taken,
        () -> "%d disposals were taken, and the statistics are %s".formatted(taken, last));
    hold(
        last.pending() == 0 && last.pendingBytes() == 0 && last.oldest().isZero(),
        () -> "nothing is pending, and the statistics are " + last);
    hold(
        last.failed() == failures && failuresCounted == failures,
        () -> "%d failures were reported, and the statistics are %s".formatted(failures, last));
  }

  private void hold(boolean holds, Supplier<String> otherwise) {
    faults.check(holds, () -> setup + ": " + otherwise.get());
  }
}
