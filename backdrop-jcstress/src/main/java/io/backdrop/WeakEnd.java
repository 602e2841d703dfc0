package io.backdrop;

/** The end of a {@link TrashThread} with one mistake in it. */
abstract class WeakEnd {

  final DisposalQueue queue = new DisposalQueue();

  /** Whoever comes after the end runs it himself. */
  void execute(ClaimableDisposal<?> disposal) {
    if (!queue.offer(disposal, 0, true)) {
      disposal.run();
    }
  }

  void live() {
    queue.end();
    drain();
  }

  void drain() {
    while (!queue.isEmpty()) {
      drainWithinReach();
    }
  }

  void drainWithinReach() {
    for (var next = queue.poll(); next != null; next = queue.poll()) {
      next.run();
    }
  }

  /** Looks whether the thread has ended, and then hands off to a queue that does not end. */
  static final class LooksFirst extends WeakEnd {
    private volatile boolean ended;

    @Override
    void execute(ClaimableDisposal<?> disposal) {
      if (ended) {
        disposal.run();
      } else {
        Tally.widenTheGap();
        super.execute(disposal);
      }
    }

    @Override
    void live() {
      ended = true;
      drain();
    }
  }

  /** What comes between the last look at the queue and its end is left there. */
  static final class EndsLast extends WeakEnd {
    @Override
    void live() {
      drain();
      Tally.widenTheGap();
      queue.end();
    }
  }

  /** Takes what is within reach for all there is. One may be on its way to its place. */
  static final class WithinReach extends WeakEnd {
    @Override
    void execute(ClaimableDisposal<?> disposal) {
      var half = HalfHandedOff.unlessEnded(queue, disposal);
      if (half == null) {
        disposal.run();
        return;
      }
      Tally.widenTheGap();
      half.handOffTheRest();
    }

    @Override
    void drain() {
      drainWithinReach();
    }
  }

  /** Has its thread end, and then its queue: what comes between is left there. */
  static final class TellsFirst extends WeakEnd {
    private volatile boolean closing;

    void close() {
      closing = true;
      queue.end();
    }

    @Override
    void live() {
      while (!closing) {
        Thread.onSpinWait();
      }
      drain();
    }
  }
}
