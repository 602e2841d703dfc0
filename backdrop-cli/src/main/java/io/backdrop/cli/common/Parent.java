package io.backdrop.cli.common;

import java.io.IOException;

/** The JVM that started this one as a {@link ChildJvm}. */
public final class Parent {

  private Parent() {}

  /**
   * Has that run by a thread of its own when the parent is gone, however it was ended. What this
   * JVM reads as its input is a pipe which the parent holds open, and writes nothing to.
   */
  public static void whenGone(Runnable then) {
    Thread.ofPlatform()
        .name("parent-watch")
        .daemon()
        .start(() -> {
          awaitEndOfInput();
          then.run();
        });
  }

  private static void awaitEndOfInput() {
    try {
      while (System.in.read() >= 0) {}
    } catch (IOException e) {
      // Neither is there a parent where there is no input.
    }
  }
}
