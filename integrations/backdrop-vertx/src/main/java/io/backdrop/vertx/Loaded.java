package io.backdrop.vertx;

/** Loads a class that the first value to be closed would otherwise wait for. */
final class Loaded {

  private Loaded() {}

  static void now(Class<?> task) {
    try {
      Class.forName(task.getName(), true, task.getClassLoader());
    } catch (Throwable later) {
      // Then the first one has to wait.
    }
  }
}
