package io.backdrop;

import java.util.function.LongSupplier;

/** A clock that goes on only while somebody parks, who so never waits. For one thread. */
final class VirtualTime implements LongSupplier, Parking {

  private long now;
  private long lateness;
  private Runnable meanwhile = () -> {};

  /** What happens during each time that somebody parks. */
  void meanwhile(Runnable action) {
    meanwhile = action;
  }

  /** Whoever parks comes back so much later than he wanted, as on a real machine. */
  void lateness(long nanos) {
    lateness = nanos;
  }

  void pass(long nanos) {
    now += nanos;
  }

  double seconds() {
    return now / 1e9;
  }

  @Override
  public long getAsLong() {
    return now;
  }

  @Override
  public void parkNanos(Object blocker, long nanos) {
    pass(nanos + lateness);
    meanwhile.run();
  }

  @Override
  public void park(Object blocker) {
    throw new AssertionError("parks for ever");
  }

  @Override
  public void unpark(Thread thread) {}
}
