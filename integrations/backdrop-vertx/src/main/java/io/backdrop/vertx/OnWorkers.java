package io.backdrop.vertx;

import io.backdrop.BackdropStrategy;
import io.backdrop.Disposal;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.shareddata.Shareable;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Submits a task for each disposal to the worker threads that a Vert.x has until it ends. There is
 * one for each Vert.x, in whose data it is kept.
 */
final class OnWorkers implements BackdropStrategy, Shareable {

  static {
    Loaded.now(Task.class);
  }

  /** Not a text: another class loader's would find one that is not of its class. */
  private enum Key implements Shareable {
    WORKERS
  }

  private final ContextInternal context;
  private final StoppingVerticles stopping;
  private final PendingCount count;

  private OnWorkers(VertxInternal vertx) {
    this.context = WorkerQueue.context(vertx).build();
    this.stopping = new StoppingVerticles(vertx);
    this.count = new PendingCount(context, stopping::watch);
    count.endWith(vertx.closeFuture());
  }

  static OnWorkers of(Vertx vertx) {
    return vertx
        .sharedData()
        .<Key, OnWorkers>getLocalMap("io.backdrop.vertx")
        .computeIfAbsent(Key.WORKERS, key -> new OnWorkers((VertxInternal) vertx));
  }

  @Override
  public void execute(Disposal disposal) {
    if (count.enter()) {
      submit(disposal);
    } else {
      stopping.execute(disposal);
    }
  }

  private void submit(Disposal disposal) {
    try {
      context.executeBlocking(new Task(this, disposal), false);
    } catch (Throwable refusal) {
      count.leave();
      throw refusal;
    }
  }

  /** Not a lambda: the first close would have to wait for what is made of that. */
  private record Task(OnWorkers workers, Disposal disposal) implements Callable<Void> {
    @Override
    public @Nullable Void call() {
      try {
        return CurrentContext.run(disposal, workers.context);
      } finally {
        workers.count.leave();
      }
    }
  }

  @Override
  public String toString() {
    return "workers of Vert.x " + context.owner();
  }
}
