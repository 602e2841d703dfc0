package io.backdrop;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the count of an {@link Arc}'s handles would be with one mistake in it. The rest is simpler
 * than in {@link SharedDisposal}, because it need not be wait-free.
 */
class WeakCount {

  final AtomicInteger open = new AtomicInteger(1);
  final Runnable end;

  /** The end has to count how often it runs: nothing here keeps it from running twice. */
  WeakCount(Runnable end) {
    this.end = end;
  }

  final boolean tryRetain() {
    return tryRetain(1);
  }

  boolean tryRetain(int handles) {
    for (int now = open.get(); now > 0; now = open.get()) {
      if (open.compareAndSet(now, now + handles)) {
        return true;
      }
    }
    return false;
  }

  void release() {
    if (open.decrementAndGet() == 0) {
      end.run();
    }
  }

  boolean tryEnd() {
    return open.compareAndSet(1, 0);
  }

  /** Looks whether the value lives, and only then takes a share. */
  static final class LooksThenAdds extends WeakCount {
    LooksThenAdds(Runnable end) {
      super(end);
    }

    @Override
    boolean tryRetain(int handles) {
      if (open.get() == 0) {
        return false;
      }
      open.addAndGet(handles);
      return true;
    }
  }

  /** Takes a share until the end is said, and looks again before that; but the zero may pass. */
  static final class NotSticky extends WeakCount {
    private volatile boolean ended;

    NotSticky(Runnable end) {
      super(end);
    }

    @Override
    boolean tryRetain(int handles) {
      if (ended) {
        return false;
      }
      open.addAndGet(handles);
      return true;
    }

    @Override
    void release() {
      if (open.decrementAndGet() == 0 && open.get() == 0) {
        Tally.widenTheGap();
        ended = true;
        end.run();
      }
    }
  }

  /** Reads and writes the count in two steps instead of one. */
  static final class TwoSteps extends WeakCount {
    TwoSteps(Runnable end) {
      super(end);
    }

    @Override
    void release() {
      int left = open.get() - 1;
      open.set(left);
      if (left == 0) {
        end.run();
      }
    }
  }

  /** Looks whether the share is the only one, and only then ends all sharing. */
  static final class LooksThenEnds extends WeakCount {
    LooksThenEnds(Runnable end) {
      super(end);
    }

    @Override
    boolean tryEnd() {
      if (open.get() != 1) {
        return false;
      }
      open.set(0);
      return true;
    }
  }

  /** Gives the share back to see whether it was the only one, and takes it again if not. */
  static final class GivesBack extends WeakCount {
    GivesBack(Runnable end) {
      super(end);
    }

    @Override
    boolean tryEnd() {
      if (open.decrementAndGet() == 0) {
        return true;
      }
      open.incrementAndGet();
      return false;
    }
  }
}
