package io.backdrop.vertx;

import io.backdrop.BackdropStrategy;
import io.backdrop.Disposal;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import org.jspecify.annotations.Nullable;

/** Submits a task for each disposal to the worker threads that a Vert.x has until it ends. */
final class OnWorkers implements BackdropStrategy {

  private final ContextInternal context;
  private final StoppingVerticles stopping;
  private final PendingCount count;

  private OnWorkers(VertxInternal vertx) {
    this.context = vertx.createEventLoopContext();
    this.stopping = new StoppingVerticles(vertx);
    this.count = new PendingCount(context, stopping::watch);
    count.endWith(vertx.closeFuture());
  }

  static OnWorkers of(Vertx vertx) {
    return new OnWorkers((VertxInternal) vertx);
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
      context.executeBlocking(() -> run(disposal), false);
    } catch (Throwable refusal) {
      count.leave();
      throw refusal;
    }
  }

  private @Nullable Void run(Disposal disposal) {
    try {
      return CurrentContext.run(disposal, context);
    } finally {
      count.leave();
    }
  }

  @Override
  public String toString() {
    return "workers of Vert.x " + context.owner();
  }
}
