package io.backdrop;

/** For races in packages of their own, to which it does not matter what is disposed of. */
public final class AnyDisposal {

  private AnyDisposal() {}

  /** A new one, as a strategy receives it. */
  public static Disposal create() {
    var taken = new Disposal[1];
    Backdrop.of("value", Disposer.none(), disposal -> taken[0] = disposal).close();
    return taken[0];
  }
}
