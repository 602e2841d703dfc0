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

  /** So that no release waits long for that, in whatever order the tasks run. */
  private static final int MOST_SKIPPED = 64;

  /**
   * The disposal, for whoever takes it, to whom the strategy or the scheduler publishes it; null
   * then; and what the disposer threw, not kept alive, for a closer in whose thread it ran.
   */
  private @Nullable Object content;

  /**
   * Leads to all tasks that came before this one and that nobody has taken. Written by the closer
   * before the task is published; then by whoever leaves out some that are taken, in a race in
   * which each value is right: a task that is taken stays so, and what this leads to was published
   * before the task itself.
   */
  private @Nullable ReactorTask earlier;

  ReactorTask(Disposal disposal) {
    this.content = disposal;
  }

  /** By the closer, before this is published. */
  void follow(@Nullable ReactorTask latest) {
    earlier = latest;
  }

  /** The next one before this one that may wait. Leaves out those between that do not. */
  @Nullable ReactorTask skipTaken(int most) {
    var next = earlier;
    int skipped = 0;
    while (next != null && skipped < most && next.isTaken()) {
      next = next.earlier;
      skipped++;
    }
    if (skipped > 0) {
      earlier = next;
    }
    return next;
  }

  /** The disposal, for whoever comes first. */
  @Nullable Disposal take() {
    skipTaken(MOST_SKIPPED); // Before anything is taken: the stack may end in here.
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
