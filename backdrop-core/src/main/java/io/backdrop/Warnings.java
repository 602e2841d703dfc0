package io.backdrop;

import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** Logs what no caller can be told of; where the logger fails, prints it. Never throws. */
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

  /** What was printed before is not printed again. */
  static void logPrinted(String message) {
    tryLog(Level.WARNING, message, null);
  }

  private static void log(Level level, String message, @Nullable Throwable failure) {
    if (!tryLog(level, message, failure)) {
      print(message, failure);
    }
  }

  private static boolean tryLog(Level level, String message, @Nullable Throwable failure) {
    try {
      System.getLogger("io.backdrop").log(level, message, failure);
      return true;
    } catch (Throwable unlogged) {
      return false;
    }
  }

  /** The JDK's logger may be one that always fails, where no file could be opened for the first. */
  private static void print(String message, @Nullable Throwable failure) {
    try {
      System.err.println(message);
      if (failure != null) {
        failure.printStackTrace();
      }
    } catch (Throwable unreportable) {
      // To say so was the last thing to try.
    }
  }
}
