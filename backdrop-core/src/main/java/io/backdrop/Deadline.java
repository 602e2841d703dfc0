package io.backdrop;

/** Until when somebody waits. Any thread may ask. */
final class Deadline {

  static final Deadline NEVER = new Deadline(Long.MAX_VALUE);

  private final long nanos;
  private final long began = System.nanoTime();

  private Deadline(long nanos) {
    this.nanos = nanos;
  }

  /** So many nanoseconds from now; the most that a long can hold are as good as forever. */
  static Deadline in(long nanos) {
    return nanos == Long.MAX_VALUE ? NEVER : new Deadline(nanos);
  }

  boolean isNever() {
    return nanos == Long.MAX_VALUE;
  }

  /** How many nanoseconds are left; none, once they are over. */
  long left() {
    return isNever() ? Long.MAX_VALUE : Math.max(0, nanos - (System.nanoTime() - began));
  }

  boolean isOver() {
    return left() == 0;
  }
}
