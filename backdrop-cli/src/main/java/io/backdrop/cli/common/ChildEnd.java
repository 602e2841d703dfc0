package io.backdrop.cli.common;

import java.io.IOException;

/** How a JVM that measures ends where it cannot: with one line that says why. */
public final class ChildEnd {

  private ChildEnd() {}

  /** Ends this JVM, since what is let go of could not be made or, when all was over, removed. */
  public static void with(IOException e) {
    say("What is to be let go of could not be made or removed: " + e);
  }

  /**
   * Ends this JVM, since there is not enough memory.
   *
   * @param advice what to do about it
   */
  public static void with(OutOfMemoryError e, String advice) {
    say("Out of memory: " + e.getMessage() + "; " + advice);
  }

  private static void say(String why) {
    System.err.println(why);
    System.exit(1);
  }
}
