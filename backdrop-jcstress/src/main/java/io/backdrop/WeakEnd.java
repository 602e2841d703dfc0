package io.backdrop;

import java.util.concurrent.locks.ReentrantLock;

/**
 * The end of a {@link TrashThread} with one mistake in it. What is left of the thread is its last
 * look at the queue and all that follows.
 */
abstract class WeakEnd {

  final DisposalQueue queue = new DisposalQueue();
  final ReentrantLock draining = new ReentrantLock();
  volatile boolean ended;

  void execute(ClaimableDisposal<?> disposal) {
    queue.offer(disposal);
    if (ended) {
      drainAfterEnd();
    }
  }

  void live() {
    draining.lock();
    try {
      drain();
    } finally {
      ended = true;
      draining.unlock();
      drainAfterEnd();
    }
  }

  void drain() {
    for (var next = queue.poll(); next != null; next = queue.poll()) {
      next.run();
    }
  }

  void drainAfterEnd() {
    while (!queue.isEmpty() && draining.tryLock()) {
      try {
        drain();
      } finally {
        draining.unlock();
      }
    }
  }

  /** Looks first whether the thread has ended, and then hands off. */
  static final class LooksFirst extends WeakEnd {
    @Override
    void execute(ClaimableDisposal<?> disposal) {
      boolean late = ended;
      Tally.widenTheGap();
      queue.offer(disposal);
      if (late) {
        drainAfterEnd();
      }
    }
  }

  /** Says that it has ended, and does not look at the queue again. */
  static final class LooksOnce extends WeakEnd {
    @Override
    void live() {
      draining.lock();
      try {
        drain();
      } finally {
        ended = true;
        draining.unlock();
      }
    }
  }

  /** Does not look again after it has unlocked: whoever found it locked relied on that. */
  static final class UnlocksLast extends WeakEnd {
    @Override
    void drainAfterEnd() {
      if (!queue.isEmpty() && draining.tryLock()) {
        try {
          drain();
        } finally {
          draining.unlock();
        }
      }
    }
  }

  /**
   * Takes what is within reach for all there is. One may be on its way to its place: the processor
   * may read whether the thread has ended before others see it there, and here it does.
   */
  static final class WithinReach extends WeakEnd {
    @Override
    void execute(ClaimableDisposal<?> disposal) {
      var half = new HalfHandedOff(queue, disposal);
      boolean late = ended;
      Tally.widenTheGap();
      half.handOffTheRest();
      if (late) {
        drainAfterEnd();
      }
    }

    @Override
    void drainAfterEnd() {
      draining.lock();
      try {
        drain();
      } finally {
        draining.unlock();
      }
    }
  }
}
