package io.backdrop.vertx;

import io.backdrop.BackdropStrategy;
import io.backdrop.Disposal;
import io.backdrop.TrashThread;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;

/** Submits to the context of the closing thread, if there is one. */
record CurrentContext(BackdropStrategy outside) implements BackdropStrategy {

  static {
    Loaded.now(Task.class);
    Loaded.now(ContextQueue.class);
    Loaded.now(LoopTurns.class);
  }

  /** Stands for the strategy that the user did not give. */
  static final BackdropStrategy NOWHERE =
      disposal -> {
        throw new IllegalStateException(
            "This thread has no Vert.x context; close values on one, or give currentContext() a strategy for the others");
      };

  @Override
  public void execute(Disposal disposal) {
    if (!(Vertx.currentContext() instanceof ContextInternal current)) {
      outside.execute(disposal);
      return;
    }
    var context = current.unwrap(); // Not the one of a request, with all that this holds.
    var threads = context.threadingModel();
    // No switch, which has a class of its own for the first close to load.
    if (threads == ThreadingModel.EVENT_LOOP) {
      onEventLoop(context, disposal);
    } else if (threads == ThreadingModel.WORKER || threads == ThreadingModel.VIRTUAL_THREAD) {
      WorkerContext.execute(context, disposal);
    } else {
      // Its threads are those of another Vert.x, and may end before it without a word.
      OnWorkers.of(context.owner()).execute(disposal);
    }
  }

  /**
   * Each with a task of its own, from which it gets to the turns: to put it there at once would
   * take a closer longer. What runs in an {@code executeBlocking} of the context closes here, too.
   */
  private static void onEventLoop(ContextInternal context, Disposal disposal) {
    var loop = context.nettyEventLoop();
    loop.execute(new Task(context, disposal));
    if (loop.isShutdown()) {
      // It may have been taken too late, which Netty does not tell. Nothing is released twice.
      loop.terminationFuture().addListener(ended -> runElsewhere(disposal, context));
    }
  }

  /** Not by the one thread that tells everybody of the end of Netty's loops. */
  private static void runElsewhere(Disposal disposal, ContextInternal context) {
    try {
      TrashThread.global().execute(disposal);
    } catch (Throwable refusal) {
      run(disposal, context);
    }
  }

  /** Not a lambda: the first close would have to wait for what is made of that. */
  private record Task(ContextInternal context, Disposal disposal) implements Runnable {
    @Override
    public void run() {
      try {
        ContextQueue.of(context).execute(disposal);
      } catch (Throwable refusal) {
        CurrentContext.run(disposal, context);
      }
    }
  }

  /** Reports what the disposer throws, and keeps its interrupt from the thread's next task. */
  static Void run(Disposal disposal, ContextInternal context) {
    try {
      disposal.run();
    } catch (Throwable failure) {
      context.reportException(failure);
    } finally {
      Thread.interrupted();
    }
    return null;
  }

  @Override
  public String toString() {
    return "current Vert.x context";
  }
}
