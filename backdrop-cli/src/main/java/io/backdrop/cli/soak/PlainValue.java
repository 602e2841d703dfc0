package io.backdrop.cli.soak;

/** A value whose release takes no time and does not fail. */
final class PlainValue extends Value {

  PlainValue(Maker maker, ValueKind kind) {
    super(maker, kind);
  }

  @Override
  void release() {
    released();
  }
}
