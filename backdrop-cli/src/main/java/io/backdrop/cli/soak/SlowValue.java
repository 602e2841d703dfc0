package io.backdrop.cli.soak;

import java.util.concurrent.TimeUnit;

/** A value whose release sleeps, and fails when that is interrupted. */
final class SlowValue extends Value {

  private static final int LONGEST_MICROS = 200;

  private final int micros;

  SlowValue(Maker maker, ValueKind kind) {
    super(maker, kind);
    this.micros = 1 + maker.random().nextInt(LONGEST_MICROS);
  }

  @Override
  void release() throws Planned.Interrupted {
    try {
      TimeUnit.MICROSECONDS.sleep(micros);
    } catch (InterruptedException interrupt) {
      throw failing(new Planned.Interrupted(this));
    }
    released();
  }
}
