package io.backdrop.cli.soak;

/** A value whose release fails, each kind in its own way. */
final class FailingValue extends Value {

  /** To come to the end of the stack and back takes ten milliseconds and more. */
  private static final int DIVES_EVERY = 1_000;

  private final ValueKind kind;
  private final boolean dives;

  FailingValue(Maker maker, ValueKind kind) {
    super(maker, kind);
    this.kind = kind;
    this.dives = kind == ValueKind.NO_STACK && maker.random().nextInt(DIVES_EVERY) == 0;
  }

  @Override
  void release() throws Exception {
    switch (kind) {
      case CHECKED -> throw failing(new Planned.Checked(this));
      case UNCHECKED -> throw failing(new Planned.Unchecked(this));
      case NO_STACK -> throw failing(noStack());
      default -> throw failing(new Planned.Fatal(this));
    }
  }

  private Planned.NoStack noStack() {
    try {
      if (dives) {
        dive();
      }
    } catch (StackOverflowError end) {
      // As the one that is thrown then, which says whose it is.
    }
    return new Planned.NoStack(this);
  }

  @SuppressWarnings("InfiniteRecursion") // It is to find the end of the stack.
  private static void dive() {
    dive();
  }
}
