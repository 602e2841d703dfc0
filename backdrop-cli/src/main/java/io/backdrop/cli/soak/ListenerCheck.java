package io.backdrop.cli.soak;

import io.backdrop.Residue;
import io.backdrop.TrashListener;
import io.backdrop.TrashStatistics;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** What a trash thread tells as it happens, which must in the end be what its statistics say. */
final class ListenerCheck implements TrashListener {

  /** One in so many calls fails, for that must not matter. */
  private static final int FAILS = 16;

  private final Faults faults;
  private final LongAdder disposed = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder retrying = new LongAdder();
  private final LongAdder full = new LongAdder();
  private final LongAdder left = new LongAdder();

  ListenerCheck(Faults faults) {
    this.faults = faults;
  }

  @Override
  public void disposed(Class<?> type, long weight, long nanos) {
    count(disposed);
  }

  @Override
  public void failed(Class<?> type, Throwable failure) {
    count(failed);
  }

  @Override
  public void retrying(Class<?> type, long pause) {
    count(retrying);
  }

  @Override
  public void full(Class<?> type, long weight) {
    count(full);
  }

  @Override
  public void abandoned(Residue residue) {
    left.add(residue.count());
  }

  private static void count(LongAdder what) {
    what.increment();
    if (what.sum() % FAILS == 0) {
      throw new IllegalStateException("a listener that fails");
    }
  }

  /** In the end; of what a residue told of, some may have been released all the same. */
  void balance(TrashStatistics last, Supplier<String> about) {
    long run = last.handedOff() + last.inCaller();
    boolean holds =
        disposed.sum() <= run
            && disposed.sum() >= run - left.sum()
            && failed.sum() == last.failed()
            && retrying.sum() == last.retried()
            && full.sum() >= last.inCaller() + last.elsewhere();
    faults.check(
        holds,
        () ->
            "%s: a listener was told of %s disposed, %s failed, %s retried, %s full, %s left, and the statistics are %s"
                .formatted(about.get(), disposed, failed, retrying, full, left, last));
  }
}
