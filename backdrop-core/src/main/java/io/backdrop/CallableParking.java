package io.backdrop;

/**
 * Parking in which a thread can be called by many, of whom only the first has to wake it: to do so
 * takes long, also where it is awake.
 *
 * <p>No call is missed. Who comes after another that has not ended a pause yet finds that noted,
 * and had done before that what he calls for; the thread takes the note away at the end of each
 * pause, and looks for what there is to do only after that. One that is awake ends its next pause
 * at once.
 */
final class CallableParking implements Parking {

  private final Parking parking;

  /** Set by who calls, taken back by who was parked. */
  private volatile boolean called;

  CallableParking(Parking parking) {
    this.parking = parking;
  }

  /** Ends the thread's pause, or its next one, unless another call does. */
  void call(Thread thread) {
    if (!called) {
      called = true; // First: otherwise the end of the pause could come before.
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
    parking.park(blocker);
    called = false;
  }

  @Override
  public void parkNanos(Object blocker, long nanos) {
    parking.parkNanos(blocker, nanos);
    called = false;
  }

  @Override
  public void unpark(Thread thread) {
    parking.unpark(thread);
  }
}
