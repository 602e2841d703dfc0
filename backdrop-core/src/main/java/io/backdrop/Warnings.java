package io.backdrop;

import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * Logs what no caller can be told of. Never throws: where the logger fails, nobody is left to tell.
 */
final class Warnings {

  private Warnings() {}

  /** Loads this class, if it is not loaded. */
  static void prepare() {}

  static void log(String message) {
    log(message, null);
  }

  static void log(String message, @Nullable Throwable failure) {
    log(Level.WARNING, message, failure);
  }

  static void error(String message, Throwable failure) {
    log(Level.ERROR, message, failure);
  }

  private static void log(Level level, String message, @Nullable Throwable failure) {
    try {
      System.getLogger("io.backdrop").log(level, message, failure);
    } catch (Throwable unreportable) {
      // To say so was the last thing to try.
    }
  }
}
