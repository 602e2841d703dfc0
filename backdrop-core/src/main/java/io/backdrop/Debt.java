package io.backdrop;

/**
 * What has been done beyond what a rate allowed so far, as the time that makes it good. For one
 * thread.
 */
final class Debt {

  private final double nanosEach;
  private double nanos;

  /** Of a rate of {@link Long#MAX_VALUE} there is never any. */
  Debt(long perSecond) {
    nanosEach = perSecond == Long.MAX_VALUE ? 0 : 1e9 / perSecond;
  }

  void add(long amount) {
    nanos += amount * nanosEach;
  }

  /** What is not used of the time is gone: after a rest nobody works faster than before. */
  void pay(double time) {
    nanos = Math.max(0, nanos - time);
  }

  double nanos() {
    return nanos;
  }

  /** What it would be with so much more. */
  double nanosWith(long more) {
    return nanos + more * nanosEach;
  }
}
