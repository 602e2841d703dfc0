package io.backdrop.cli.soak;

/** A value whose release leaves its thread interrupted. */
final class InterruptingValue extends Value {

  InterruptingValue(Maker maker, ValueKind kind) {
    super(maker, kind);
  }

  @Override
  void release() {
    Thread.currentThread().interrupt();
    released();
  }
}
