package io.backdrop.vertx;

import io.backdrop.BackdropStrategy;
import io.backdrop.Disposal;
import io.vertx.core.ThreadingModel;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.internal.WorkerExecutorInternal;
import java.lang.System.Logger.Level;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/**
 * Has a {@link WorkerExecutor} run one task for each disposal. One that is closed forgets its
 * tasks, and tells nobody. So the disposals are in a queue of their own, from which each task takes
 * the next; and as many tasks as disposals are left then go to the workers that Vert.x has itself,
 * which work until the {@linkplain PendingCount count} is down.
 *
 * <p>To look once after the pool is shut down is enough: what a task was accepted for has been in
 * the queue before that, and what comes later is refused.
 */
final class OnWorkerExecutor implements BackdropStrategy, Callable<Void> {

  private static final long LOOK_EVERY_MILLIS = 500;

  /** Kept because Vert.x closes one that has become garbage. */
  private final WorkerExecutorInternal executor;

  private final String name;
  private final ContextInternal workers;
  private final ContextInternal heirs;
  private final PendingCount count;
  private final ConcurrentLinkedQueue<Disposal> pending = new ConcurrentLinkedQueue<>();

  private OnWorkerExecutor(WorkerExecutorInternal executor, VertxInternal vertx) {
    this.executor = executor;
    this.name = nameOf(executor.pool().executor());
    this.workers =
        vertx
            .contextBuilder()
            .withThreadingModel(ThreadingModel.EVENT_LOOP)
            .withWorkerPool(executor.pool())
            .build();
    this.heirs = vertx.createEventLoopContext();
    this.count = PendingCount.of(vertx, this::inherit);
  }

  static OnWorkerExecutor of(WorkerExecutor executor) {
    var internal = (WorkerExecutorInternal) executor;
    var made = new OnWorkerExecutor(internal, (VertxInternal) internal.vertx());
    made.beginToLook();
    return made;
  }

  /** It is nowhere but in the names of the threads, before their number. */
  private static String nameOf(ExecutorService pool) {
    if (!(pool instanceof ThreadPoolExecutor threads)) {
      return pool.toString();
    }
    var thread = threads.getThreadFactory().newThread(() -> {}).getName();
    return thread.substring(0, Math.max(0, thread.lastIndexOf('-')));
  }

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
    workers.owner().cancelTimer(timer);
    if (!pending.isEmpty()) {
      System.getLogger("io.backdrop")
          .log(
              Level.WARNING,
              "%s was closed with %d values pending; Vert.x's own workers release them"
                  .formatted(this, pending.size()));
      inherit();
    }
  }

  /** A task that is not forgotten, and comes too late, finds nothing. */
  private void inherit() {
    for (int left = pending.size(); left > 0; left--) {
      heirs.executeBlocking(this, false);
    }
  }

  @Override
  public void execute(Disposal disposal) {
    count.enter();
    try {
      submit(disposal);
    } catch (Throwable refusal) {
      count.leave();
      throw refusal;
    }
  }

  private void submit(Disposal disposal) {
    pending.add(disposal);
    try {
      workers.executeBlocking(this, false);
    } catch (Throwable refusal) {
      if (pending.remove(disposal)) {
        throw refusal;
      }
      heirs.executeBlocking(this, false); // The task of another took this one: that has none.
    }
  }

  /** One task. */
  @Override
  public @Nullable Void call() {
    var next = pending.poll();
    if (next == null) {
      return null;
    }
    try {
      return CurrentContext.run(next, heirs);
    } finally {
      count.leave();
    }
  }

  @Override
  public String toString() {
    return "Vert.x worker executor " + name;
  }
}
