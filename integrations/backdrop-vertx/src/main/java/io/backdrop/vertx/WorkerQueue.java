package io.backdrop.vertx;

import io.backdrop.Disposal;
import io.vertx.core.internal.ContextInternal;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Disposals that wait for the workers of a context. A pool of workers that is shut down forgets its
 * tasks, and tells nobody. So the disposals are in a queue of their own, from which each task takes
 * the next; and as many tasks as disposals are left can be given to the workers that Vert.x has
 * itself, which work until the {@linkplain PendingCount count} is down.
 */
final class WorkerQueue implements Callable<Void> {

  private final ContextInternal workers;
  private final boolean ordered;
  private final PendingCount count;
  private final ContextInternal heirs;
  private final ConcurrentLinkedQueue<Disposal> pending = new ConcurrentLinkedQueue<>();

  WorkerQueue(ContextInternal workers, boolean ordered, ContextInternal heirs, PendingCount count) {
    this.workers = workers;
    this.ordered = ordered;
    this.heirs = heirs;
    this.count = count;
  }

  int size() {
    return pending.size();
  }

  void execute(Disposal disposal) {
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
      workers.executeBlocking(this, ordered);
    } catch (Throwable refusal) {
      if (pending.remove(disposal)) {
        throw refusal;
      }
      heirs.executeBlocking(this, false); // The task of another took this one: that has none.
    }
  }

  /** A task that is not forgotten, and comes too late, finds nothing. */
  void inherit() {
    for (int left = pending.size(); left > 0; left--) {
      heirs.executeBlocking(this, false);
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
      return CurrentContext.run(next, workers);
    } finally {
      count.leave();
    }
  }
}
