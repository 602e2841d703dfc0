package io.backdrop.vertx;

import io.backdrop.BackdropStrategy;
import io.backdrop.Disposal;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.internal.WorkerExecutorInternal;
import io.vertx.core.shareddata.LocalMap;
import io.vertx.core.shareddata.Shareable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/**
 * Has a {@link WorkerExecutor} run one task for each disposal. One that is closed says so to
 * nobody, and is looked after. There is one for each, which is kept in the data of its Vert.x.
 *
 * <p>To look once after the pool is shut down is enough: what a task was accepted for has been in
 * the queue before that, and what comes later is refused.
 */
final class OnWorkerExecutor implements BackdropStrategy, Shareable {

  private static final long LOOK_EVERY_MILLIS = 500;

  /** Kept because Vert.x closes one that has become garbage. */
  private final WorkerExecutorInternal executor;

  /** Unknown until somebody asks. */
  private volatile @Nullable String name;

  private final ContextInternal workers;
  private final ContextInternal heirs;
  private final StoppingVerticles stopping;
  private final PendingCount count;
  private final WorkerQueue queue;

  private OnWorkerExecutor(WorkerExecutorInternal executor, VertxInternal vertx) {
    this.executor = executor;
    this.workers = WorkerQueue.context(vertx).withWorkerPool(executor.pool()).build();
    this.heirs = WorkerQueue.context(vertx).build();
    this.stopping = new StoppingVerticles(vertx);
    this.count = new PendingCount(workers, this::vertxEnds);
    this.queue = new WorkerQueue(workers, count, tasks -> workers.executeBlocking(tasks, false));
    count.endWith(vertx.closeFuture());
  }

  static OnWorkerExecutor of(WorkerExecutor executor) {
    var key = new Key((WorkerExecutorInternal) executor);
    return all(key.executor.vertx()).computeIfAbsent(key, OnWorkerExecutor::begin);
  }

  /** What is closed is taken out: it would keep this class's loader as long as the Vert.x lives. */
  private static LocalMap<Key, OnWorkerExecutor> all(Vertx vertx) {
    return vertx.sharedData().getLocalMap("io.backdrop.vertx");
  }

  private static OnWorkerExecutor begin(Key key) {
    var executor = key.executor;
    var begun = new OnWorkerExecutor(executor, (VertxInternal) executor.vertx());
    begun.beginToLook();
    return begun;
  }

  /** No other class loader's key equals it, and so none finds a strategy of another class. */
  private record Key(WorkerExecutorInternal executor) implements Shareable {}

  private void beginToLook() {
    try {
      workers.setPeriodic(LOOK_EVERY_MILLIS, this::look);
    } catch (RejectedExecutionException ended) {
      // So has its Vert.x, and nothing is accepted.
    }
  }

  private void look(long timer) {
    if (!executor.pool().executor().isShutdown()) {
      return;
    }
    int left = queue.size();
    inherit();
    workers.owner().cancelTimer(timer);
    all(workers.owner()).remove(new Key(executor));
    count.leaveAtZero(workers.owner().closeFuture());
    if (left > 0) {
      Warnings.log(
          "%s was closed with %d values pending; Vert.x's own workers release them"
              .formatted(this, left));
    }
  }

  /** Which closes the worker executor too. */
  private void vertxEnds() {
    stopping.watch();
    inherit();
  }

  /** A task that is not forgotten, and comes too late, finds nothing. */
  private void inherit() {
    try {
      for (int left = queue.size(); left > 0; left--) {
        heirs.executeBlocking(queue, false);
      }
    } catch (RejectedExecutionException refusal) {
      queue.abandon();
    }
  }

  @Override
  public void execute(Disposal disposal) {
    if (!queue.offer(disposal)) {
      stopping.execute(disposal);
    }
  }

  @Override
  public String toString() {
    var known = name;
    if (known == null) {
      known = nameOf(executor.pool().executor());
      name = known;
    }
    return "Vert.x worker executor " + known;
  }

  /** It is nowhere but in the names of the threads, before their number: so this makes one. */
  private static String nameOf(ExecutorService pool) {
    if (!(pool instanceof ThreadPoolExecutor threads)) {
      return pool.toString();
    }
    var thread = threads.getThreadFactory().newThread(() -> {}).getName();
    return thread.substring(0, Math.max(0, thread.lastIndexOf('-')));
  }
}
