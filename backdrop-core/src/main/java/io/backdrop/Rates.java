package io.backdrop;

/** What a {@link Pacing} asks for, and what has been released beyond that. For one thread. */
final class Rates {

  private static final long PORTIONS_PER_SECOND = 1_000_000_000 / RatePacer.SHORTEST_PAUSE;

  private final Debt items = new Debt();
  private final Debt bytes = new Debt();
  private final WeightShare share = new WeightShare(bytes);

  private Pacing pacing = Pacing.NONE;
  private double halfOfTarget = Nanos.of(pacing.drainTarget()) / 2.0;

  /** Changes the pace. What is owed stays as many items and bytes, and so takes another time. */
  void changeTo(Pacing other) {
    pacing = other;
    halfOfTarget = Nanos.of(other.drainTarget()) / 2.0;
    items.changeTo(other.itemsPerSecond());
    bytes.changeTo(other.bytesPerSecond());
  }

  Pacing pacing() {
    return pacing;
  }

  boolean areByWeight() {
    return pacing.bytesPerSecond() < Long.MAX_VALUE;
  }

  /** How many items may be released before the next pause. */
  long itemsAtOnce() {
    return Math.max(1, pacing.itemsPerSecond() / PORTIONS_PER_SECOND);
  }

  double halfOfTarget() {
    return halfOfTarget;
  }

  void add(long manyItems, long manyBytes) {
    items.add(manyItems);
    bytes.add(manyBytes);
  }

  /** Begins with a value of this weight, which is released in portions. */
  void beginLarge(long weight) {
    share.begin(weight); // Also where the rates are by items: they may change before its end.
  }

  /** How many steps of that value make up the next portion. */
  long steps() {
    return areByWeight() ? share.steps(itemsAtOnce()) : itemsAtOnce();
  }

  /** So much of that value has been released, from 0 to 1. */
  void addOfLarge(double progress) {
    share.add(progress);
  }

  /** As the pause that makes it good, in nanoseconds. */
  double owed() {
    return Math.max(items.nanos(), bytes.nanos());
  }

  /** How long what is pending takes at these rates, in nanoseconds. */
  double nanosOf(Backlog backlog) {
    return Math.max(items.nanosOf(backlog.pending()), bytes.nanosOf(backlog.bytes()));
  }

  /** See {@link Debt#pay}. */
  void pay(double time, double credit) {
    items.pay(time, credit);
    bytes.pay(time, credit);
  }

  void limitTo(double most) {
    items.limit(most);
    bytes.limit(most);
  }

  void forgive() {
    items.forgive();
    bytes.forgive();
  }
}
