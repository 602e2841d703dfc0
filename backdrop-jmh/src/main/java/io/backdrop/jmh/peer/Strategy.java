package io.backdrop.jmh.peer;

import io.backdrop.Backdrop;
import io.backdrop.BackdropStrategy;
import io.backdrop.Disposer;
import io.backdrop.TrashQueue;
import io.backdrop.TrashThread;
import io.backdrop.TrashThreadBuilder;

/** A strategy of the library, with the way to have it release all that it has taken. */
record Strategy(
    BackdropStrategy strategy, Disposer<AutoCloseable> disposer, Waiting waiting, Runnable closing)
    implements Target {

  private static final int BOUND = 1_000_000;

  static Target leak() {
    return new Strategy(BackdropStrategy.leak(), Disposer.closing(), () -> {}, () -> {});
  }

  static Target trashThread(int capacity) {
    return of(TrashThread.builder().bound(Math.max(BOUND, capacity)), Disposer.closing());
  }

  static Target unbounded() {
    return of(TrashThread.builder().unbounded(), Disposer.closing());
  }

  static Target weighing(int capacity) {
    Disposer<AutoCloseable> weighing = Disposer.closing().weighing(value -> 1);
    return of(TrashThread.builder().bound(Math.max(BOUND, capacity)), weighing);
  }

  static Target signalling() {
    return of(TrashThread.builder().signalling(), Disposer.closing());
  }

  private static Target of(TrashThreadBuilder builder, Disposer<AutoCloseable> disposer) {
    var thread = builder.start();
    return new Strategy(thread, disposer, thread::flush, thread::close);
  }

  /** Its thread is the one that closes: it releases in {@link #flush}. */
  static Target trashQueue() {
    var queue = new TrashQueue();
    return new Strategy(queue, Disposer.closing(), queue::disposeAll, queue::close);
  }

  @Override
  public AutoCloseable handle(AutoCloseable value) {
    return Backdrop.of(value, disposer, strategy);
  }

  @Override
  public void flush() throws Exception {
    waiting.await();
  }

  @Override
  public void close() {
    closing.run();
  }
}
