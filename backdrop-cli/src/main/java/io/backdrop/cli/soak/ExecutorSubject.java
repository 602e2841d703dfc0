package io.backdrop.cli.soak;

import io.backdrop.BackdropStrategy;
import io.backdrop.Disposal;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * An executor with little room: it rejects what finds none, and everything once it is shut down.
 */
final class ExecutorSubject extends Subject {

  private static final int ROOM = 32;

  private final ThreadPoolExecutor executor;
  private final BackdropStrategy strategy;

  ExecutorSubject(Stage stage, int threads) {
    super(SubjectKind.EXECUTOR);
    this.executor =
        new ThreadPoolExecutor(
            threads,
            threads,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(ROOM),
            stage.victims().factory("soak-executor"));
    this.strategy = BackdropStrategy.on(executor);
  }

  @Override
  void hand(Disposal disposal) {
    strategy.execute(disposal);
  }

  @Override
  void end() {
    executor.shutdown();
    Waiting.forever(() -> executor.awaitTermination(1, TimeUnit.HOURS));
  }

  @Override
  String describe() {
    return "executor of %d threads with room for %d".formatted(executor.getCorePoolSize(), ROOM);
  }
}
