package io.backdrop.cli;

import io.backdrop.BackdropStrategy;
import io.backdrop.Disposer;
import io.backdrop.TrashQueue;
import io.backdrop.TrashThread;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Those that are more than a strategy. */
final class Contenders {

  private Contenders() {}

  /** No Backdrop: the release, written where the value is let go of. */
  static final class Inline extends Contender {

    Inline() {
      super(BackdropStrategy.trivial());
    }

    @Override
    AutoCloseable wrap(Object value, Disposer<Object> disposer) {
      return () -> disposer.dispose(value);
    }
  }

  static final class OnTrashThread extends Contender {

    private final TrashThread trash;

    OnTrashThread() {
      this(TrashThread.start());
    }

    private OnTrashThread(TrashThread trash) {
      super(trash);
      this.trash = trash;
    }

    @Override
    public void close() {
      trash.close();
    }
  }

  static class OnTrashQueue extends Contender {

    final TrashQueue queue;

    OnTrashQueue() {
      this(new TrashQueue());
    }

    private OnTrashQueue(TrashQueue queue) {
      super(queue);
      this.queue = queue;
    }

    @Override
    void settle() {
      queue.disposeAll();
    }

    @Override
    public void close() {
      queue.close();
    }
  }

  /** The other half of the trash queue: the value is in it before the clock runs. */
  static final class CleaningUpLater extends OnTrashQueue {

    @Override
    AutoCloseable wrap(Object value, Disposer<Object> disposer) throws Exception {
      super.wrap(value, disposer).close();
      return queue::disposeAll;
    }
  }

  /** Closes from inside a task of an executor, and releases wherever the strategy says. */
  static final class InTask extends Contender {

    private final ExecutorService runner;
    private final ExecutorService releasing;

    private InTask(BackdropStrategy strategy, ExecutorService runner, ExecutorService releasing) {
      super(strategy);
      this.runner = runner;
      this.releasing = releasing;
      serve();
      serve(); // Not by the thread that the first one started.
    }

    /** The executors of a program that is running have started tasks from inside tasks before. */
    private void serve() {
      var served = new CompletableFuture<Boolean>();
      runner.execute(() -> releasing.execute(() -> served.complete(true)));
      served.join();
    }

    /** Many threads: every task has a virtual thread, the release too. */
    static InTask ofMany() {
      var runner = Executors.newVirtualThreadPerTaskExecutor();
      return new InTask(BackdropStrategy.virtualThread(), runner, runner);
    }

    /** One thread: the release is its next task. */
    static InTask ofSingle() {
      var runner = single();
      return new InTask(BackdropStrategy.on(runner), runner, runner);
    }

    static InTask ofManyBlocking() {
      return blocking(Executors.newVirtualThreadPerTaskExecutor());
    }

    static InTask ofSingleBlocking() {
      return blocking(single());
    }

    private static InTask blocking(ExecutorService runner) {
      var pool = Executors.newCachedThreadPool(Thread.ofPlatform().name("pool-", 0).factory());
      return new InTask(BackdropStrategy.on(pool), runner, pool);
    }

    private static ExecutorService single() {
      return Executors.newSingleThreadExecutor(Thread.ofPlatform().name("runner").factory());
    }

    @Override
    Stopwatch.Reading measure(AutoCloseable wrapped) throws Exception {
      return runner.submit(() -> super.measure(wrapped)).get();
    }

    @Override
    public void close() {
      runner.close();
      releasing.close();
    }
  }
}
