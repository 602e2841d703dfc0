package io.backdrop.vertx;

import io.vertx.core.Completable;
import io.vertx.core.Promise;
import io.vertx.core.internal.CloseFuture;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what is pending, because what is closed in Vert.x forgets the tasks of its workers: it is
 * kept from ending before all of them have run. A disposal is counted before its closer looks
 * whether the end has begun, and the end looks at the count after it has said that it has: of the
 * two, the one that comes second sees the other.
 */
final class PendingCount {

  private final AtomicLong pending = new AtomicLong();
  private final Queue<Completable<Void>> waiting = new ConcurrentLinkedQueue<>();
  private final Runnable whenClosing;
  private volatile boolean closing;

  /** Calls back when no more is let in. */
  PendingCount(Runnable whenClosing) {
    this.whenClosing = whenClosing;
  }

  /** Lets nothing in from when that begins to close, which may have been before. */
  void endWith(CloseFuture future) {
    if (!future.add(this::close)) {
      close(Promise.promise());
    }
  }

  private void close(Completable<Void> completion) {
    closing = true;
    whenClosing.run();
    completeAtZero(completion);
  }

  /** At once, or when what is pending now and what comes meanwhile has left. */
  void completeAtZero(Completable<Void> completion) {
    waiting.add(completion);
    completeIfZero();
  }

  private void completeIfZero() {
    if (isZero()) {
      for (var next = waiting.poll(); next != null; next = waiting.poll()) {
        next.succeed();
      }
    }
  }

  boolean isZero() {
    return pending.get() == 0;
  }

  void enter() {
    pending.incrementAndGet();
    if (closing) {
      leave();
      throw new IllegalStateException(
          "Vert.x, or the verticle, is closing; close values before, or elsewhere");
    }
  }

  void leave() {
    if (pending.decrementAndGet() == 0) {
      completeIfZero();
    }
  }
}
