package io.backdrop.cli.soak;

/** A value whose release fails a few times, and then succeeds, or fails for good. */
final class RetriedValue extends Value {

  /** The attempt that ends it. */
  private final int last;

  private final boolean succeeds;

  /** Plain: each attempt sees what the one before it did. */
  private int attempts;

  RetriedValue(Maker maker, ValueKind kind) {
    super(maker, kind);
    this.succeeds = kind == ValueKind.RETRIED;
    this.last = succeeds ? 2 + maker.random().nextInt(Disposers.ATTEMPTS - 1) : Disposers.ATTEMPTS;
  }

  @Override
  void release() throws Planned.Checked {
    attempts++;
    if (attempts < last) {
      throw new Planned.Checked(this);
    }
    if (attempts > last) {
      fault("was released again, after attempt " + last + " had ended it");
    }
    if (!succeeds) {
      throw failing(new Planned.Checked(this));
    }
    released();
  }
}
