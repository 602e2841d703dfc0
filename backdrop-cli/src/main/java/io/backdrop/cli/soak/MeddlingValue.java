package io.backdrop.cli.soak;

/**
 * A value whose release does what users of a strategy do: it helps, flushes, or works off a queue.
 */
final class MeddlingValue extends Value {

  private final Subject subject;

  MeddlingValue(Maker maker, ValueKind kind) {
    super(maker, kind);
    this.subject = maker.strategy();
  }

  @Override
  void release() {
    subject.meddle();
    released();
  }
}
