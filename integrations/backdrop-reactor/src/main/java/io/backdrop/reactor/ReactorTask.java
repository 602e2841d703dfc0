package io.backdrop.reactor;

import io.backdrop.Disposal;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One hand-off. A task of its own, because a hook of Reactor's may have the scheduler run each task
 * in the context of whoever scheduled it. Holds the disposal until somebody takes it; then nothing,
 * or what the disposer threw, which this does not keep alive.
 */
@SuppressWarnings("serial") // Never written anywhere.
final class ReactorTask extends AtomicReference<@Nullable Object> implements Runnable {

  private final OnScheduler strategy;

  ReactorTask(OnScheduler strategy, Disposal disposal) {
    this.strategy = strategy;
    lazySet(disposal); // The queue publishes it.
  }

  /** The disposal, for whoever comes first. */
  @Nullable Disposal take() {
    return get() instanceof Disposal disposal && compareAndSet(disposal, null) ? disposal : null;
  }

  boolean isTaken() {
    return !(get() instanceof Disposal);
  }

  @SuppressWarnings("ReferenceEquality") // Whether it is that very one.
  boolean failedWith(Throwable thrown) {
    return get() instanceof WeakReference<?> failure && failure.get() == thrown;
  }

  /**
   * An executor behind the scheduler may pass a disposer's interrupt on to its next task; what the
   * thread had before is its own, which is the closer's where this runs in place.
   */
  @Override
  public void run() {
    boolean own = Thread.currentThread().isInterrupted();
    var disposal = take();
    if (disposal == null) {
      return;
    }
    try {
      strategy.forgetTaken();
      disposal.run();
    } catch (Throwable thrown) {
      set(new WeakReference<>(thrown));
      throw thrown;
    } finally {
      if (!own) {
        Thread.interrupted();
      }
    }
  }
}
