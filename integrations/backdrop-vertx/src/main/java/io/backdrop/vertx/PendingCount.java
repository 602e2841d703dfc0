package io.backdrop.vertx;

import io.vertx.core.Closeable;
import io.vertx.core.Completable;
import io.vertx.core.Promise;
import io.vertx.core.internal.CloseFuture;
import io.vertx.core.internal.ContextInternal;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Counts what is pending. Whatever is closed in Vert.x forgets the tasks of its workers, and so is
 * kept from ending before all of them have run. A disposal is counted before its closer looks
 * whether the end has begun, and the end looks at the count after it has said that it has: of the
 * two, the one that comes second sees the other.
 */
final class PendingCount {

  private final AtomicLong pending = new AtomicLong();
  private final Queue<Completable<Void>> waiting = new ConcurrentLinkedQueue<>();
  private final Closeable end = this::close;
  private final Executor loop;
  private final Runnable whenClosing;
  private volatile boolean closing;

  /** Calls back when no more is let in. */
  PendingCount(ContextInternal context, Runnable whenClosing) {
    this.loop = context.nettyEventLoop();
    this.whenClosing = whenClosing;
  }

  /** Lets nothing in from when that begins to close, which may have been before. */
  void endWith(CloseFuture future) {
    if (!future.add(end)) {
      close(Promise.promise());
    }
  }

  /**
   * For one into which nothing more will come: has the future let it go once nothing is pending.
   */
  void leaveAtZero(CloseFuture future) {
    completeAtZero((nothing, failure) -> future.remove(end));
  }

  private void close(Completable<Void> completion) {
    closing = true;
    whenClosing.run();
    completeAtZero(completion);
  }

  /** At once, or when what is pending now and what comes meanwhile has left. */
  void completeAtZero(Completable<Void> completion) {
    waiting.add(completion);
    completeIfZero(Completable::succeed);
  }

  /**
   * Zero counts only where it is seen after the one that waits has been taken: before, that one may
   * not have been waiting, and others may have entered since.
   */
  private void completeIfZero(Consumer<Completable<Void>> complete) {
    while (isZero()) {
      var next = waiting.poll();
      if (next == null) {
        return;
      }
      if (isZero()) {
        complete.accept(next);
      } else {
        waiting.add(next);
      }
    }
  }

  /** A Vert.x goes on from there, and would wait on a worker for the end of this very worker. */
  private void completeOnLoop(Completable<Void> completion) {
    try {
      loop.execute(completion::succeed);
    } catch (RejectedExecutionException ended) {
      completion.succeed();
    }
  }

  boolean isZero() {
    return pending.get() == 0;
  }

  /** {@return whether none is pending and none will be} */
  boolean isOver() {
    return closing && isZero();
  }

  /** {@return whether it was let in, and has to leave} */
  boolean enter() {
    pending.incrementAndGet();
    if (closing) {
      leave();
      return false;
    }
    return true;
  }

  void leave() {
    if (pending.decrementAndGet() == 0) {
      completeIfZero(this::completeOnLoop);
    }
  }
}
