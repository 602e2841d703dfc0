package io.backdrop;

/**
 * Parking in which a thread can be called by many, of whom only the first has to wake it: to do so
 * takes long, also where it is awake.
 *
 * <p>That it was called is noted, and the thread takes the note away at the end of each pause, and
 * looks for what there is to do only after that. Who finds a note has done before what he calls
 * for; so the thread sees it. One that is awake leaves out its next pause: the note tells it to,
 * since a lock or a latch that it waited for meanwhile may have used up the permit of an {@code
 * unpark}.
 */
final class CallableParking implements Parking {

  private final Parking parking;

  /** Set by who calls, taken back by who pauses. */
  private volatile boolean called;

  CallableParking(Parking parking) {
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
