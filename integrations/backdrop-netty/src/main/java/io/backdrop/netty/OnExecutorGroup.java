package io.backdrop.netty;

import io.backdrop.Backdrop;
import io.backdrop.BackdropStrategy;
import io.backdrop.Disposal;
import io.backdrop.Disposer;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.EventExecutorGroup;

/** Submits a task for each disposal. */
record OnExecutorGroup(EventExecutorGroup group) implements BackdropStrategy {

  static {
    rehearse();
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
    executor.execute(new Task(disposal));
    if (mayForget(executor)) {
      executor.terminationFuture().addListener(ended -> Forgotten.release(disposal));
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
  private record Task(Disposal disposal) implements Runnable {

    @Override
    public void run() {
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
