package io.backdrop.jmh;

import io.backdrop.BackdropStrategy;
import io.backdrop.TrashQueue;
import io.backdrop.TrashThread;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;

/** A strategy to measure, with the way to have it release all that it has taken. */
interface Target extends AutoCloseable {

  BackdropStrategy strategy();

  void flush() throws InterruptedException;

  @Override
  void close();

  static Target leak() {
    return new Of(BackdropStrategy.leak(), () -> {}, () -> {});
  }

  static Target trashThread() {
    return of(TrashThread.start());
  }

  static Target unbounded() {
    return of(TrashThread.builder().unbounded().start());
  }

  static Target signalling() {
    return of(TrashThread.builder().signalling().start());
  }

  private static Target of(TrashThread thread) {
    return new Of(thread, thread::flush, thread::close);
  }

  static Target trashQueue() {
    var queue = new TrashQueue();
    return new Of(queue, queue::disposeAll, queue::close);
  }

  static Target executor() {
    var executor = Executors.newSingleThreadExecutor();
    return new Of(
        BackdropStrategy.on(executor), () -> executor.submit(() -> {}).get(), executor::close);
  }

  /** What the trash thread would be with the queue of the JDK: one node for each hand-off. */
  static Target linkedQueue() {
    var queue = new ConcurrentLinkedQueue<Runnable>();
    return new Of(queue::add, () -> drain(queue), () -> {});
  }

  private static void drain(ConcurrentLinkedQueue<Runnable> queue) {
    for (var next = queue.poll(); next != null; next = queue.poll()) {
      next.run();
    }
  }

  /** A target of three lambdas. */
  record Of(BackdropStrategy strategy, Flush flusher, Runnable closer) implements Target {
    @Override
    public void flush() throws InterruptedException {
      try {
        flusher.flush();
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() {
      closer.run();
    }
  }

  /** Waits until all is released. */
  @FunctionalInterface
  interface Flush {
    void flush() throws Exception;
  }
}
