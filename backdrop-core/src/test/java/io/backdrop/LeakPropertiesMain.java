package io.backdrop;

/** Loses handles until it is told of one, or releases one; says what it began with. */
final class LeakPropertiesMain {

  private static volatile boolean done;

  private LeakPropertiesMain() {}

  public static void main(String[] arguments) {
    System.out.println(
        "level " + LeakDetection.level() + ", rescuing " + LeakDetection.isRescuing());
    if (arguments.length > 0) {
      LeakDetection.onLeak(leak -> done |= !LeakDetection.isRescuing());
      GarbageCollection.untilTrue(LeakPropertiesMain::loseAndLook);
      System.out.println("found");
    }
  }

  private static boolean loseAndLook() {
    for (int i = 0; i < 10_000; i++) {
      Backdrop.of("value", value -> done = true, BackdropStrategy.trivial());
    }
    return done;
  }
}
