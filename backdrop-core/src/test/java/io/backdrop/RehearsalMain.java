package io.backdrop;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Gets its strategies in class initializers, which hold the carrier of a virtual thread. */
final class RehearsalMain {

  private RehearsalMain() {}

  private static final class One {
    static final BackdropStrategy STRATEGY = BackdropStrategy.virtualThread();
  }

  private static final class Few {
    static final BackdropStrategy STRATEGY = BackdropStrategy.virtualThreads(2);
  }

  public static void main(String[] arguments) throws Exception {
    var released = new CountDownLatch(2);
    Runnable closing =
        () -> {
          Backdrop.of("one", value -> released.countDown(), One.STRATEGY).close();
          Backdrop.of("few", value -> released.countDown(), Few.STRATEGY).close();
        };
    Thread.ofVirtual().start(closing);
    boolean inTime = released.await(20, TimeUnit.SECONDS);
    System.out.println(inTime ? "released" : "stuck");
  }
}
