package io.backdrop;

import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** Warns of what is nobody's to answer for. */
final class Warnings {

  private Warnings() {}

  static void log(String message) {
    log(message, null);
  }

  /** Never throws: where the logger fails, whoever warns has more important things to do. */
  static void log(String message, @Nullable Throwable failure) {
    try {
      System.getLogger("io.backdrop").log(Level.WARNING, message, failure);
    } catch (Throwable unreportable) {
      // To say so was the last thing to try.
    }
  }
}
