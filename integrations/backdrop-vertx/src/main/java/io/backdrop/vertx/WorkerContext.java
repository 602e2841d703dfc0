package io.backdrop.vertx;

import io.backdrop.Disposal;
import io.vertx.core.Closeable;
import io.vertx.core.Completable;
import io.vertx.core.internal.CloseFuture;
import io.vertx.core.internal.ContextInternal;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What was closed on one context of workers, or of virtual threads, which releases it between its
 * other tasks. Vert.x undeploys a verticle, and ends itself, after all of that is released. But it
 * takes the pool from a worker that fails to start without waiting, and does not wait for each that
 * starts or stops while it ends itself. So the pool is watched from when one of the two ends.
 *
 * <p>That is until the pool has terminated, and not only until it is shut down: before, its thread
 * may be in the middle of a task of this context, and going to run the others.
 */
final class WorkerContext {

  private final ContextInternal context;
  private final CloseFuture vertx;
  private final Closeable endOfVertx = this::vertxEnds;
  private final AtomicBoolean watched = new AtomicBoolean();
  private final PendingCount count;
  private final WorkerQueue queue;

  private WorkerContext(ContextInternal context) {
    this.context = context;
    this.vertx = context.owner().closeFuture();
    this.count = new PendingCount(context, this::contextEnds);
    this.queue = new WorkerQueue(context, count, this::submit);
  }

  static void execute(ContextInternal context, Disposal disposal) {
    var known = context.contextData().computeIfAbsent(WorkerContext.class, key -> begin(context));
    if (!((WorkerContext) known).queue.offer(disposal)) {
      throw new RejectedExecutionException(
          "Vert.x, or the verticle, is closing; close values before, or elsewhere");
    }
  }

  /** A Vert.x that ends undeploys its verticles after that, and these may close values then. */
  private static WorkerContext begin(ContextInternal context) {
    var begun = new WorkerContext(context);
    if (!begun.vertx.add(begun.endOfVertx)) {
      begun.watch();
    }
    begun.count.endWith(context.closeFuture());
    return begun;
  }

  /** An interrupt that is there when a turn begins, as when the pool is taken, is not for it. */
  private void submit(WorkerQueue queue) {
    context.runOnContext(turn -> {
      Thread.interrupted();
      queue.call();
    });
  }

  /** No reason to wait: more is let in until the verticle ends, which Vert.x sees to after this. */
  private void vertxEnds(Completable<Void> completion) {
    watch();
    completion.succeed();
  }

  private void contextEnds() {
    if (!count.isZero()) {
      watch();
    }
    count.completeAtZero((nothing, failure) -> vertx.remove(endOfVertx));
  }

  /** Once, since the first to begin ends only when there is nothing left to do. */
  private void watch() {
    if (watched.compareAndSet(false, true)) {
      queue.abandonWhen(context.workerPool().executor()::isTerminated);
    }
  }
}
