package io.backdrop.cli.soak;

/** A value whose handle gets lost; of a type of its own, so that one can tell. */
final class LostValue extends Value {

  LostValue(Maker maker, ValueKind kind) {
    super(maker, kind);
  }

  @Override
  void release() {
    released();
  }
}
