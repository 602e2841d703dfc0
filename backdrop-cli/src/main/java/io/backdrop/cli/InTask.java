package io.backdrop.cli;

import io.backdrop.BackdropStrategy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;

/** Closes from inside a task, and releases wherever the strategy says. */
final class InTask extends Contender {

  private final Executor runner;
  private final Executor releasing;
  private final Runnable end;

  /**
   * Makes one that is ready.
   *
   * @param runner runs the tasks that close
   * @param releasing what the strategy has its tasks run by, as a program would without it
   * @param end ends both
   */
  InTask(BackdropStrategy strategy, Executor runner, Executor releasing, Runnable end) {
    super(strategy);
    this.runner = runner;
    this.releasing = releasing;
    this.end = end;
    serve();
    serve(); // Not by the thread that the first one started.
  }

  /** The executors of a program that is running have started tasks from inside tasks before. */
  private void serve() {
    var served = new CompletableFuture<Boolean>();
    runner.execute(() -> releasing.execute(() -> served.complete(true)));
    served.join();
  }

  @Override
  Stopwatch.Reading measure(AutoCloseable wrapped) throws Exception {
    var closing = new FutureTask<>(() -> super.measure(wrapped));
    runner.execute(closing);
    return closing.get();
  }

  @Override
  Executor bareSubmit() {
    return releasing;
  }

  @Override
  public void close() {
    end.run();
  }
}
