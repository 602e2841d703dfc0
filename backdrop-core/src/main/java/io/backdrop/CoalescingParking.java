package io.backdrop;

/**
 * Parking in which a thread can be called by many, of whom only the first has to wake it: an unpark
 * takes long, even if the thread is awake.
 *
 * <p>A caller first makes visible what it calls for, then reads {@code called} and, where that is
 * false, sets it and unparks the thread. The thread clears {@code called} at the end of each pause,
 * and then looks for what there is to do. So a caller that finds it set need not unpark: the thread
 * has yet to clear it, and looks after that.
 *
 * <p>A thread that is awake leaves out its next pause where {@code called} is set: the permit of
 * the {@code unpark} may have been used up meanwhile, by a lock or a latch that it waited for.
 */
final class CoalescingParking implements Parking {

  private final Parking parking;

  /** Set by whoever calls, taken back by whoever pauses. */
  private volatile boolean called;

  CoalescingParking(Parking parking) {
    this.parking = parking;
  }

  /** Ends the thread's pause, or its next one, unless another call does. */
  void call(Thread thread) {
    if (!called) {
      called = true; // First: the thread, if it comes to its pause only now, sees it or the permit.
      try {
        parking.unpark(thread);
      } catch (StackOverflowError notWoken) {
        called = false; // The next one wakes it.
        throw notWoken;
      }
    }
  }

  @Override
  public void park(Object blocker) {
    if (!called) {
      parking.park(blocker);
    }
    called = false;
  }

  @Override
  public void parkNanos(Object blocker, long nanos) {
    if (!called) {
      parking.parkNanos(blocker, nanos);
    }
    called = false;
  }

  @Override
  public void unpark(Thread thread) {
    parking.unpark(thread);
  }
}
