package io.backdrop.vertx;

import io.backdrop.BackdropStrategy;
import io.backdrop.Disposal;
import io.vertx.core.Completable;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
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
final class OnWorkers implements BackdropStrategy {

  private final ContextInternal context;
  private final AtomicLong pending = new AtomicLong();
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile @Nullable Completable<Void> closing;

  private OnWorkers(ContextInternal context) {
    this.context = context;
  }

  static OnWorkers of(Vertx vertx) {
    var internal = (VertxInternal) vertx;
    var workers = new OnWorkers(internal.createEventLoopContext());
    internal.addCloseHook(workers::close);
    return workers;
  }

  private void close(Completable<Void> completion) {
    closing = completion;
    endIfClosed();
  }

  private void endIfClosed() {
    var end = closing;
    if (end != null && pending.get() == 0 && ended.compareAndSet(false, true)) {
      end.succeed();
    }
  }

  @Override
  public void execute(Disposal disposal) {
    pending.incrementAndGet();
    try {
      if (closing != null) {
        throw new IllegalStateException("Vert.x is closing; close values before, or elsewhere");
      }
      context.executeBlocking(() -> run(disposal), false);
    } catch (Throwable refusal) {
      release();
      throw refusal;
    }
  }

  private @Nullable Void run(Disposal disposal) {
    try {
      return CurrentContext.run(disposal, context);
    } finally {
      release();
    }
  }

  private void release() {
    if (pending.decrementAndGet() == 0) {
      endIfClosed();
    }
  }

  @Override
  public String toString() {
    return "workers of Vert.x " + context.owner();
  }
}
