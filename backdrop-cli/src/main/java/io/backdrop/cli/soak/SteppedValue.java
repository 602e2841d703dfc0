package io.backdrop.cli.soak;

import io.backdrop.IncrementalDisposer.Release;

/** A value that is released in steps, or fails at one of them. */
final class SteppedValue extends Value {

  private static final int MOST_STEPS = 40;

  private final boolean fails;

  /** Plain: each step sees what the one before it did, whoever took it. */
  private int left;

  SteppedValue(Maker maker, ValueKind kind) {
    super(maker, kind);
    this.fails = kind == ValueKind.STEP_FAILS;
    this.left = 1 + maker.random().nextInt(MOST_STEPS);
  }

  Release steps() {
    begin();
    return this::step;
  }

  private boolean step() throws Planned.Checked {
    left--;
    if (left < 0) {
      fault("was released further after its last step");
    }
    if (left > 0) {
      return true;
    }
    release();
    return false;
  }

  @Override
  void release() throws Planned.Checked {
    if (fails) {
      throw failing(new Planned.Checked(this));
    }
    released();
  }
}
