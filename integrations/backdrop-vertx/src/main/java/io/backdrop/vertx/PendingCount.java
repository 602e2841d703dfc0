package io.backdrop.vertx;

import io.vertx.core.Completable;
import io.vertx.core.Promise;
import io.vertx.core.internal.VertxInternal;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Counts what is pending, because a Vert.x that is closed forgets the tasks of its workers: it is
 * kept from ending before all of them have run. A disposal is counted before its closer looks
 * whether Vert.x is closing, and Vert.x looks at the count after it has said that it does: of the
 * two, the one that comes second sees the other.
 */
final class PendingCount {

  private final AtomicLong pending = new AtomicLong();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final Runnable whenClosing;
  private volatile @Nullable Completable<Void> closing;

  private PendingCount(Runnable whenClosing) {
    this.whenClosing = whenClosing;
  }

  /** Calls back when no more is let in, which for a Vert.x that was closed is at once. */
  static PendingCount of(VertxInternal vertx, Runnable whenClosing) {
    var count = new PendingCount(whenClosing);
    if (!vertx.closeFuture().add(count::close)) {
      count.close(Promise.promise());
    }
    return count;
  }

  private void close(Completable<Void> completion) {
    closing = completion;
    whenClosing.run();
    endIfClosed();
  }

  private void endIfClosed() {
    var end = closing;
    if (end != null && pending.get() == 0 && ended.compareAndSet(false, true)) {
      end.succeed();
    }
  }

  void enter() {
    pending.incrementAndGet();
    if (closing != null) {
      leave();
      throw new IllegalStateException("Vert.x is closing; close values before, or elsewhere");
    }
  }

  void leave() {
    if (pending.decrementAndGet() == 0) {
      endIfClosed();
    }
  }
}
