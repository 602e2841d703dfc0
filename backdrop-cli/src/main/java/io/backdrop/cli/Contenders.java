package io.backdrop.cli;

import io.backdrop.BackdropStrategy;
import io.backdrop.Disposer;
import io.backdrop.TrashQueue;
import io.backdrop.TrashThread;

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
}
