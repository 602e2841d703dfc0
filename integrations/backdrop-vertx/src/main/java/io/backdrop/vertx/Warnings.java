package io.backdrop.vertx;

import java.lang.System.Logger.Level;

/** Warns of what is nobody's to answer for. */
final class Warnings {

  private Warnings() {}

  /** Never throws: where the logger fails, whoever warns has more important things to do. */
  static void log(String message) {
    try {
      System.getLogger("io.backdrop").log(Level.WARNING, message);
    } catch (Throwable unreportable) {
      // To say so was the last thing to try.
    }
  }
}
