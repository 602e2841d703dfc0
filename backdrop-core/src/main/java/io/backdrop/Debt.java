package io.backdrop;

/**
 * What has been done beyond what a rate allowed so far, as the time that makes it good. For one
 * thread.
 */
final class Debt {

  private double nanosEach;
  private double nanos;

  /**
   * As many items or bytes are owed as before. At a rate of {@link Long#MAX_VALUE} there is never
   * any debt.
   */
  void changeTo(long perSecond) {
    double each = perSecond == Long.MAX_VALUE ? 0 : 1e9 / perSecond;
    nanos = nanosEach == 0 || nanos <= 0 ? Math.min(nanos, 0) : nanos / nanosEach * each;
    nanosEach = each;
  }

  void add(long amount) {
    nanos += amount * nanosEach;
  }

  /**
   * Time that was not used is kept for later, up to the credit; the rest of it is lost. So a pause
   * that took too long is made up for, and idleness is not.
   */
  void pay(double time, double credit) {
    nanos = Math.max(-credit, nanos - time);
  }

  void forgive() {
    nanos = Math.min(nanos, 0);
  }

  double nanos() {
    return nanos;
  }

  /** Leaves no more of it than this. */
  void limit(double most) {
    nanos = Math.min(nanos, most);
  }

  /** What so much would be by itself. */
  double nanosOf(long amount) {
    return amount * nanosEach;
  }
}
