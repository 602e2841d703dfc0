package io.backdrop.cli.latency;

import io.backdrop.BackdropStrategy;
import io.backdrop.TrashQueue;
import java.time.Duration;

/** Each request thread has a trash queue, and empties it while it waits for its next request. */
final class BetweenRequests implements Releasing {

  /** The longest time that is used at once. */
  private static final Duration LONGEST = Duration.ofMillis(1);

  /** The last step may take so much longer than the budget, where the pause is long enough. */
  private static final long MARGIN_NANOS = 20_000;

  private final Duration budget;
  private final long least;

  /** Uses at most half of the time between two requests. */
  BetweenRequests(Duration betweenRequests) {
    var half = betweenRequests.dividedBy(2);
    budget = half.compareTo(LONGEST) < 0 ? half : LONGEST;
    least = budget.toNanos() + Math.min(MARGIN_NANOS, budget.toNanos() / 2);
  }

  @Override
  public BackdropStrategy strategy() {
    return disposal -> TrashQueue.ofCurrentThread().execute(disposal);
  }

  @Override
  public boolean use(long nanos) {
    if (nanos < least) {
      return false;
    }
    var queue = TrashQueue.ofCurrentThread();
    if (queue.size() == 0) {
      return false;
    }
    queue.disposeFor(budget);
    return true;
  }

  @Override
  public void leave() {
    TrashQueue.ofCurrentThread().disposeAll();
  }

  @Override
  public void close() {
    leave();
  }
}
