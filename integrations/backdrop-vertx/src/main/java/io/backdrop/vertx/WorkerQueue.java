package io.backdrop.vertx;

import io.backdrop.Disposal;
import io.backdrop.TrashThread;
import io.vertx.core.ThreadingModel;
import io.vertx.core.internal.ContextBuilder;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Disposals that wait for workers. A pool of workers that is shut down forgets its tasks, and tells
 * nobody. So the disposals are in a queue of their own, from which each task takes the next, and
 * from which others can take them.
 */
final class WorkerQueue implements Callable<Void> {

  private static final long LOOK_EVERY_NANOS = 10_000_000;

  private final ContextInternal context;
  private final PendingCount count;
  private final Consumer<WorkerQueue> submit;
  private final ConcurrentLinkedQueue<Disposal> pending = new ConcurrentLinkedQueue<>();
  private volatile boolean abandoned;

  /** Has a worker {@link #call} it once for each disposal, and reports to the context. */
  WorkerQueue(ContextInternal context, PendingCount count, Consumer<WorkerQueue> submit) {
    this.context = context;
    this.count = count;
    this.submit = submit;
  }

  /**
   * Of nobody: a verticle that makes a strategy may be gone, with its class loader, long before the
   * strategy is.
   */
  static ContextBuilder context(VertxInternal vertx) {
    return vertx
        .contextBuilder()
        .withThreadingModel(ThreadingModel.EVENT_LOOP)
        .withClassLoader(WorkerQueue.class.getClassLoader());
  }

  int size() {
    return pending.size();
  }

  /** {@return whether the disposal was let in} */
  boolean offer(Disposal disposal) {
    if (!count.enter()) {
      return false;
    }
    try {
      submit(disposal);
    } catch (Throwable refusal) {
      count.leave();
      throw refusal;
    }
    return true;
  }

  private void submit(Disposal disposal) {
    pending.add(disposal);
    try {
      submit.accept(this);
    } catch (Throwable refusal) {
      if (pending.remove(disposal)) {
        throw refusal;
      }
      abandonOne(); // The task of another has taken this one, so that one has no task.
    }
    if (abandoned) {
      abandon(); // Which may have looked before this one was in the queue.
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
      return CurrentContext.run(next, context);
    } finally {
      count.leave();
    }
  }

  /**
   * Begins to look whether the workers have ended, until no more is pending or will be. Vert.x ends
   * without waiting for each verticle that starts or stops meanwhile, so this is no timer of it.
   */
  void abandonWhen(BooleanSupplier workersEnded) {
    Thread.ofVirtual()
        .name("backdrop-vertx-watch")
        .inheritInheritableThreadLocals(false)
        .start(() -> watch(workersEnded));
  }

  private void watch(BooleanSupplier workersEnded) {
    while (!count.isOver()) {
      if (workersEnded.getAsBoolean()) {
        abandon();
        return;
      }
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
  }

  /** For when no task is going to run: gives all to the global trash thread, and then says so. */
  void abandon() {
    abandoned = true;
    int left = 0;
    while (abandonOne()) {
      left++;
    }
    if (left > 0) {
      Warnings.log(
          "The workers of %s ended with %d values pending; the global trash thread releases them"
              .formatted(context.owner(), left));
    }
  }

  /** {@return whether there was one} */
  private boolean abandonOne() {
    var next = pending.poll();
    if (next == null) {
      return false;
    }
    try {
      TrashThread.global().execute(next);
    } catch (Throwable refusal) {
      CurrentContext.run(next, context);
    } finally {
      count.leave();
    }
    return true;
  }
}
