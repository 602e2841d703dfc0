package io.backdrop.reactor;

import io.backdrop.Disposal;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One hand-off. A task of its own, because a hook of Reactor's may have the scheduler run each task
 * in the context of whoever scheduled it. True once somebody has taken the disposal.
 */
@SuppressWarnings("serial") // Never written anywhere.
final class ReactorTask extends AtomicBoolean implements Runnable {

  private final OnScheduler strategy;

  /**
   * The disposal, for whoever takes it, to whom the queue or the scheduler publishes it; null then;
   * and what the disposer threw, not kept alive, for a closer in whose thread it ran.
   */
  private @Nullable Object content;

  ReactorTask(OnScheduler strategy, Disposal disposal) {
    this.strategy = strategy;
    this.content = disposal;
  }

  /** The disposal, for whoever comes first. */
  @Nullable Disposal take() {
    if (get() || !compareAndSet(false, true)) {
      return null;
    }
    var taken = (Disposal) content;
    content = null;
    return taken;
  }

  boolean isTaken() {
    return get();
  }

  @SuppressWarnings("ReferenceEquality") // Whether it is that very one.
  boolean failedWith(Throwable thrown) {
    return content instanceof WeakReference<?> failure && failure.get() == thrown;
  }

  /**
   * An executor behind the scheduler may pass a disposer's interrupt on to its next task; what the
   * thread had before is its own, which is the closer's where this runs in place.
   */
  @Override
  public void run() {
    boolean own = Thread.currentThread().isInterrupted();
    var taken = take();
    if (taken == null) {
      return;
    }
    try {
      strategy.forgetTaken();
      taken.run();
    } catch (Throwable thrown) {
      content = new WeakReference<>(thrown);
      throw thrown;
    } finally {
      if (!own) {
        Thread.interrupted();
      }
    }
  }
}
