package io.backdrop.cli.common;

import java.io.IOException;

/** How a JVM that measures ends where it cannot: with one line that says why. */
public final class ChildEnd {

  private ChildEnd() {}

  /** Ends this JVM, because the values could not be made or, in the end, not be removed. */
  public static void with(IOException e) {
    say("What is to be let go of could not be made or removed: " + e);
  }

  /**
   * Ends this JVM, since there is not enough memory, or no further thread.
   *
   * @param advice what to do where it is memory
   */
  public static void with(OutOfMemoryError e, String advice) {
    say(shortage(e, advice));
  }

  static String shortage(OutOfMemoryError e, String advice) {
    var what = String.valueOf(e.getMessage());
    return what.contains("native thread")
        ? "No more threads: %s; end other programs, or raise the limit (ulimit -u, or that of a container)"
            .formatted(what)
        : "Out of memory: %s; %s".formatted(what, advice);
  }

  private static void say(String why) {
    System.err.println(why);
    System.exit(1);
  }
}
