package io.backdrop.jmh.peer;

import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** A peer that takes tasks: what gives it one, the way to wait for all of them, and its end. */
record Tasks(
    BiFunction<Consumer<Task>, AutoCloseable, Task> kind,
    Consumer<Task> to,
    Waiting waiting,
    Runnable closing)
    implements Target {

  Tasks(Consumer<Task> to, Waiting waiting, Runnable closing) {
    this(Task::new, to, waiting, closing);
  }

  /** For a peer that runs one task after the other, first in first out. */
  static Tasks inOrder(Consumer<Task> to, Runnable closing) {
    return inOrder(to, () -> {}, closing);
  }

  /** For one that has to be woken, to do so soon. */
  static Tasks inOrder(Consumer<Task> to, Runnable waking, Runnable closing) {
    return new Tasks(to, () -> awaitMark(to, waking), closing);
  }

  private static void awaitMark(Consumer<Task> to, Runnable waking) throws InterruptedException {
    var reached = new CountDownLatch(1);
    to.accept(new Task(to, reached::countDown));
    waking.run();
    reached.await();
  }

  /** The same peer behind a claim. */
  Tasks claimed() {
    return new Tasks(ClaimedTask::new, to, waiting, closing);
  }

  @Override
  public AutoCloseable handle(AutoCloseable value) {
    return kind.apply(to, value);
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
