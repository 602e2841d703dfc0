package io.backdrop.cli;

import io.backdrop.coroutines.BackdropCoroutines;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import kotlinx.coroutines.CoroutineDispatcher;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.ExecutorsKt;

/** Closed by a task of a coroutine dispatcher. */
final class CoroutineTasks {

  private CoroutineTasks() {}

  static InTask many() {
    return on(Dispatchers.getDefault(), Dispatchers.getDefault(), () -> {});
  }

  static InTask manyBlocking() {
    return on(Dispatchers.getDefault(), Dispatchers.getIO(), () -> {});
  }

  static InTask one() {
    var thread = single();
    var dispatcher = ExecutorsKt.from((Executor) thread);
    return on(dispatcher, dispatcher, thread::close);
  }

  static InTask oneBlocking() {
    var thread = single();
    return on(ExecutorsKt.from((Executor) thread), Dispatchers.getIO(), thread::close);
  }

  private static ExecutorService single() {
    return Executors.newSingleThreadExecutor(Thread.ofPlatform().name("dispatcher").factory());
  }

  private static InTask on(
      CoroutineDispatcher closing, CoroutineDispatcher releasing, Runnable end) {
    return new InTask(
        BackdropCoroutines.on(releasing),
        ExecutorsKt.asExecutor(closing),
        ExecutorsKt.asExecutor(releasing),
        end);
  }
}
