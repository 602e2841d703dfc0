package io.backdrop.cli;

import io.backdrop.BackdropStrategy;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Tasks of the JDK's own executors. */
final class ExecutorTasks {

  private ExecutorTasks() {}

  /** Many threads: every task has a virtual thread, the release too. */
  static InTask ofMany() {
    var runner = Executors.newVirtualThreadPerTaskExecutor();
    return new InTask(
        BackdropStrategy.virtualThread(), runner, Thread::startVirtualThread, runner::close);
  }

  /** One thread: the release is its next task. */
  static InTask ofSingle() {
    var runner = single();
    return new InTask(BackdropStrategy.on(runner), runner, runner, runner::close);
  }

  static InTask ofManyBlocking() {
    return blocking(Executors.newVirtualThreadPerTaskExecutor());
  }

  static InTask ofSingleBlocking() {
    return blocking(single());
  }

  private static InTask blocking(ExecutorService runner) {
    var pool = Executors.newCachedThreadPool(Thread.ofPlatform().name("pool-", 0).factory());
    return new InTask(
        BackdropStrategy.on(pool),
        runner,
        pool,
        () -> {
          runner.close();
          pool.close();
        });
  }

  private static ExecutorService single() {
    return Executors.newSingleThreadExecutor(Thread.ofPlatform().name("runner").factory());
  }
}
