package io.backdrop.vertx;

import io.vertx.core.Closeable;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;

/**
 * What was closed on one worker context. Vert.x undeploys a worker, and ends itself, after all of
 * it is released. But it takes the pool from a worker that fails to start without waiting, so that
 * one which ends is looked after until nothing is pending.
 */
final class WorkerContext {

  private static final long LOOK_EVERY_MILLIS = 50;

  private final ContextInternal context;
  private final VertxInternal vertx;
  private final ContextInternal heirs;
  private final PendingCount count = new PendingCount(this::beginToLook);
  private final Closeable endOfVertx = count::completeAtZero;
  private final WorkerQueue queue;

  private WorkerContext(ContextInternal context) {
    this.context = context;
    this.vertx = context.owner();
    this.heirs = vertx.createEventLoopContext();
    this.queue = new WorkerQueue(context, true, heirs, count);
  }

  static WorkerQueue queueOf(ContextInternal context) {
    var known = context.contextData().computeIfAbsent(WorkerContext.class, key -> begin(context));
    return ((WorkerContext) known).queue;
  }

  /** A Vert.x that ends undeploys its workers after that, and these may close values then. */
  private static WorkerContext begin(ContextInternal context) {
    var begun = new WorkerContext(context);
    begun.count.endWith(context.closeFuture());
    if (context.isDeployment()) {
      begun.vertx.closeFuture().add(begun.endOfVertx);
    }
    return begun;
  }

  private void beginToLook() {
    if (count.isZero()) {
      forget();
    } else {
      heirs.setPeriodic(LOOK_EVERY_MILLIS, this::look);
    }
  }

  private void look(long timer) {
    if (count.isZero()) {
      vertx.cancelTimer(timer);
      forget();
    } else if (context.workerPool().executor().isShutdown()) {
      queue.inherit();
    }
  }

  private void forget() {
    vertx.closeFuture().remove(endOfVertx);
  }
}
