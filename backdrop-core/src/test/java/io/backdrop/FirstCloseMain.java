package io.backdrop;

/** Closes one value, the first of this JVM, by the strategy that its argument names. */
final class FirstCloseMain {

  private FirstCloseMain() {}

  public static void main(String[] arguments) {
    var subject = EveryStrategy.valueOf(arguments[0]).open();
    var first = Backdrop.of("first", Disposer.none(), subject.strategy());
    System.out.println("closing");
    first.close();
    System.out.println("closed");
    Runtime.getRuntime().halt(0);
  }
}
