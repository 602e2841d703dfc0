package io.backdrop.netty;

import io.backdrop.Backdrop;
import io.backdrop.BackdropStrategy;
import io.backdrop.Disposal;
import io.backdrop.Disposer;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.EventExecutorGroup;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Submits a task for each disposal. */
final class OnExecutorGroup implements BackdropStrategy {

  static {
    rehearse();
  }

  private final EventExecutorGroup group;

  /** Whether a warning has said that an executor does not release all that it was given. */
  private final AtomicBoolean told = new AtomicBoolean();

  OnExecutorGroup(EventExecutorGroup group) {
    this.group = group;
  }

  /** So that the first value to be closed waits for nothing that can be prepared. */
  private static void rehearse() {
    try {
      Backdrop.of("first", Disposer.none(), disposal -> new Task(disposal).run()).close();
    } catch (Throwable unprepared) {
      // Then the first one has to wait.
    }
  }

  @Override
  public void execute(Disposal disposal) {
    var executor = group.next();
    var task = new Task(disposal);
    executor.execute(task);
    if (mayForget(executor)) {
      executor.terminationFuture().addListener(ended -> seeTo(task));
    }
  }

  private void seeTo(Task task) {
    var forgotten = task.take();
    if (forgotten == null) {
      return;
    }
    Forgotten.release(forgotten);
    if (told.compareAndSet(false, true)) {
      Forgotten.warn(this);
    }
  }

  /** It may have taken this after its last look; there are event loops that end in one step. */
  private static boolean mayForget(EventExecutor executor) {
    return executor instanceof EventLoop ? executor.isShuttingDown() : executor.isShutdown();
  }

  /**
   * Not the disposal itself: a {@link io.netty.util.concurrent.DefaultEventExecutor} ends for good
   * when a task throws, and passes an interrupt on to the next. An interrupt from before is not the
   * disposer's, but the closer's where an executor runs its tasks in place.
   */
  private static final class Task implements Runnable {

    /** No fence, as the end of an executor comes after its tasks; and nothing is released twice. */
    private @Nullable Disposal disposal;

    Task(Disposal disposal) {
      this.disposal = disposal;
    }

    @Nullable Disposal take() {
      var taken = disposal;
      disposal = null;
      return taken;
    }

    @Override
    public void run() {
      var taken = take();
      if (taken != null) {
        release(taken);
      }
    }

    private static void release(Disposal disposal) {
      boolean own = Thread.currentThread().isInterrupted();
      try {
        disposal.run();
      } catch (Throwable failure) {
        NettyFailures.report(disposal, failure);
      } finally {
        if (!own) {
          Thread.interrupted();
        }
      }
    }
  }

  @Override
  public String toString() {
    return "Netty executor group " + group;
  }
}
