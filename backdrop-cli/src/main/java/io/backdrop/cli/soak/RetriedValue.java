package io.backdrop.cli.soak;

/**
 * A value whose release fails a few times, and then succeeds, or fails for good; then it may go to
 * a last resort, which releases it.
 */
final class RetriedValue extends Value {

  /** The attempt that ends it. */
  private final int last;

  private final ValueKind kind;

  /** Plain: each attempt sees what the one before it did. */
  private int attempts;

  RetriedValue(Maker maker, ValueKind kind) {
    super(maker, kind);
    this.kind = kind;
    this.last =
        kind == ValueKind.RETRIED
            ? 2 + maker.random().nextInt(Disposers.ATTEMPTS - 1)
            : Disposers.ATTEMPTS;
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
    switch (kind) {
      case GIVEN_UP -> throw failing(new Planned.Checked(this));
      case RESORTED -> throw failingUnreleased(new Planned.Checked(this));
      default -> released();
    }
  }

  /** What the last resort does. */
  void releaseAtLast() {
    if (attempts < last) {
      fault("went to the last resort after attempt " + attempts);
    }
    released();
  }
}
