package io.backdrop.cli.latency;

import io.backdrop.Arc;
import io.backdrop.ArcSwap;
import io.backdrop.cli.payload.Payload;
import java.util.Arrays;
import java.util.List;

/** Replaces the index when it is time to, and looks at what is still to be released. */
final class Replacing implements Server.Duty {

  private final Plan plan;
  private final ArcSwap<Payload> current;
  private final List<Arc<Payload>> handles;
  private final Indexes indexes;
  private final long bucketNanos;
  private final long[] backlog;
  private long nextSwap;
  private long nextLook;
  private int swaps;
  private int released;
  private int looks;

  Replacing(Plan plan, ArcSwap<Payload> current, List<Arc<Payload>> handles, Indexes indexes) {
    this.plan = plan;
    this.current = current;
    this.handles = handles;
    this.indexes = indexes;
    this.bucketNanos = Timeline.bucketNanos(plan);
    this.backlog = new long[Timeline.buckets(plan)];
    this.nextSwap = plan.swapEveryNanos() / 2;
    this.nextLook = bucketNanos;
  }

  @Override
  public long next() {
    return Math.min(nextSwap, nextLook);
  }

  @Override
  public void perform() {
    if (nextSwap <= nextLook) {
      swap();
    } else {
      backlog[looks++] = look();
      nextLook += bucketNanos;
    }
  }

  private void swap() {
    swaps++;
    nextSwap = swaps < plan.swaps() ? nextSwap + plan.swapEveryNanos() : NEVER;
    current.store(handles.get(swaps));
  }

  private long look() {
    while (released < swaps && left(released) == 0) {
      released++;
    }
    long sum = 0;
    for (int i = released; i < swaps; i++) {
      sum += left(i);
    }
    return sum;
  }

  private long left(int index) {
    return plan.entries() - indexes.released(index);
  }

  /** How often the index was replaced. */
  int swaps() {
    return swaps;
  }

  /** How many parts were let go of and not yet released, at the end of each bucket that ended. */
  long[] backlog() {
    return Arrays.copyOf(backlog, looks);
  }
}
