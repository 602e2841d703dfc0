package io.backdrop.jmh;

/** The kind of value of which many are released. */
public enum Released {
  /** About the cheapest thing there is. */
  block("a block of C's memory") {
    @Override
    AutoCloseable make() {
      return new NativeBlock();
    }
  },
  /** A structure of a few parts. */
  list("a list of " + NativeList.LENGTH + " blocks of C's memory") {
    @Override
    AutoCloseable make() {
      return new NativeList();
    }
  },
  /** What two threads can release at the same time without being in each other's way. */
  computed("nothing but a computation, of " + Computation.TOKENS + " tokens") {
    @Override
    AutoCloseable make() {
      return new Computation();
    }
  };

  private final String description;

  Released(String description) {
    this.description = description;
  }

  abstract AutoCloseable make();

  /** {@return what one is} */
  public String description() {
    return description;
  }
}
