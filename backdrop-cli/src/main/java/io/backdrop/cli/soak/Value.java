package io.backdrop.cli.soak;

import io.backdrop.Disposer;

/** A value with an entry in the ledger, which it keeps itself. */
abstract class Value implements AutoCloseable {

  static final int HEAVIEST = 64;

  private final Ledger ledger;
  private final int number;
  private final ValueKind kind;

  /**
   * Written by the thread that wraps the value, and read by the one that releases it: plain, so
   * that only what the library promises makes it visible.
   */
  private int touched;

  Value(Maker maker, ValueKind kind) {
    this.ledger = maker.ledger();
    this.number = maker.nextNumber();
    this.kind = kind;
    maker.count(kind);
    ledger.made(number, kind);
  }

  /** What its owner does to it before letting go of it. */
  final void touch() {
    touched = number + 1;
  }

  /** The disposer of all kinds. */
  @Override
  public final void close() throws Exception {
    begin();
    release();
  }

  /** What a release that goes by steps does first. */
  final void begin() {
    if (touched != number + 1) {
      fault("was released without seeing what was done to it before");
    }
  }

  /** Releases it, and enters that before returning or throwing. */
  abstract void release() throws Exception;

  final void released() {
    ledger.released(number);
  }

  /** Enters a failure that ends its release, for the caller to throw. */
  final <F extends Throwable & Planned> F failing(F failure) {
    ledger.released(number);
    return failingUnreleased(failure);
  }

  /** Enters a failure of one that is not released yet, for the caller to throw. */
  final <F extends Throwable & Planned> F failingUnreleased(F failure) {
    ledger.thrown(number);
    return failure;
  }

  final void seen() {
    ledger.seen(number);
  }

  /** Its handle gave it back, and what is inside of it has to be let go of by hand. */
  void takenBack() {
    ledger.takenBack(number);
  }

  final void left() {
    ledger.left(number);
  }

  final boolean isReleased() {
    return ledger.isReleased(number);
  }

  final void fault(String what) {
    ledger.faults().add("value %d (%s) %s".formatted(number, kind.label(), what));
  }

  /** For one who holds a handle on it. */
  final void use() {
    if (isReleased()) {
      fault("was released while a handle on it was open");
    }
  }

  /** One of the same kind, to be disposed of in the same way. */
  final Value another(Maker maker) {
    return maker.make(kind);
  }

  final long weight() {
    return 1L + number % HEAVIEST;
  }

  final Disposer<Value> disposer(boolean weighed) {
    return weighed ? Disposers.weighing(kind) : Disposers.of(kind);
  }
}
