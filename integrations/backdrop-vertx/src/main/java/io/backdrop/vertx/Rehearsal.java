package io.backdrop.vertx;

import io.backdrop.BackdropStrategy;

/** Prepares what the first value to be closed would otherwise wait for. */
final class Rehearsal {

  private Rehearsal() {}

  /** Has the claim on a value rehearsed, and this class loaded. */
  static void of(Class<?> task) {
    try {
      BackdropStrategy.leak();
      Class.forName(task.getName(), true, task.getClassLoader());
    } catch (Throwable unprepared) {
      // Then the first one has to wait.
    }
  }
}
