package io.backdrop.vertx;

import io.backdrop.BackdropStrategy;
import io.backdrop.Disposal;
import io.vertx.core.Closeable;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.util.concurrent.RejectedExecutionException;

/**
 * Takes what verticles close while their Vert.x ends. Vert.x closes all else first, then stops its
 * verticles, and then ends its workers. Undeploying waits until nothing is pending, and Vert.x
 * waits for that, except for a verticle that was already being undeployed; so its workers are
 * watched too.
 */
final class StoppingVerticles implements BackdropStrategy {

  private final ContextInternal workers;
  private final PendingCount count;
  private final Closeable endOfVerticle;
  private final WorkerQueue queue;

  StoppingVerticles(VertxInternal vertx) {
    this.workers = WorkerQueue.context(vertx).build();
    this.count = new PendingCount(workers, () -> {});
    this.endOfVerticle = count::completeAtZero;
    this.queue = new WorkerQueue(workers, count, tasks -> workers.executeBlocking(tasks, false));
  }

  /** To be called when Vert.x begins to end. */
  void watch() {
    queue.abandonWhen(workers.workerPool().executor()::isShutdown);
  }

  @Override
  public void execute(Disposal disposal) {
    count.enter(); // Before the verticle is asked to wait for it.
    try {
      if (!isWaitedFor()) {
        throw new RejectedExecutionException(
            "Vert.x is closing; close values before, or where a verticle stops");
      }
      queue.offer(disposal);
    } finally {
      count.leave();
    }
  }

  private boolean isWaitedFor() {
    var verticle = ContextInternal.current();
    return verticle != null
        && verticle.isDeployment()
        && verticle.owner().equals(workers.owner())
        && verticle.closeFuture().add(endOfVerticle);
  }
}
