package io.backdrop.cli;

import io.backdrop.vertx.BackdropVertx;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.concurrent.Executor;

/** Closed by a task of a context of Vert.x, which has an event loop. */
final class VertxTasks {

  private VertxTasks() {}

  static InTask many() {
    return ordinary(Vertx.vertx());
  }

  static InTask one() {
    return ordinary(ofOneLoop());
  }

  static InTask manyBlocking() {
    return blocking(Vertx.vertx());
  }

  static InTask oneBlocking() {
    return blocking(ofOneLoop());
  }

  private static Vertx ofOneLoop() {
    return Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  }

  private static InTask ordinary(Vertx vertx) {
    var tasks = tasksOf(vertx.getOrCreateContext());
    return new InTask(BackdropVertx.currentContext(), tasks, tasks, () -> close(vertx));
  }

  private static InTask blocking(Vertx vertx) {
    return new InTask(
        BackdropVertx.executeBlocking(vertx),
        tasksOf(vertx.getOrCreateContext()),
        task ->
            vertx.executeBlocking(
                () -> {
                  task.run();
                  return null;
                },
                false),
        () -> close(vertx));
  }

  private static Executor tasksOf(Context context) {
    return task -> context.runOnContext(_ -> task.run());
  }

  private static void close(Vertx vertx) {
    vertx.close().await();
  }
}
