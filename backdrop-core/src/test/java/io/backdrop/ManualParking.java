package io.backdrop;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/**
 * Parking under the control of a test: the trash thread waits in {@code park} until the test lets
 * it go on, or until somebody unparks it.
 */
final class ManualParking implements Parking {

  static final long UNLIMITED = Long.MAX_VALUE;

  private final BlockingQueue<Long> parked = new LinkedBlockingQueue<>();
  private final Semaphore permits = new Semaphore(0);
  private int unparks;

  @Override
  public void park(Object blocker) {
    parkNanos(blocker, UNLIMITED);
  }

  @Override
  public void parkNanos(Object blocker, long nanos) {
    try {
      if (!permits.tryAcquire()) {
        parked.add(nanos);
        permits.acquire();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized void unpark(Thread thread) {
    unparks++;
    permits.release();
  }

  /** Waits until the trash thread parks; returns for how long it wants to. It stays parked. */
  long awaitPark() throws InterruptedException {
    return parked.take();
  }

  /** Lets the time pass that the trash thread is parked for. */
  void pass() {
    permits.release();
  }

  /** Uses up what {@link #unpark} has given, as a lock does that the trash thread waits for. */
  void usePermits() {
    permits.drainPermits();
  }

  synchronized int unparks() {
    return unparks;
  }
}
