package io.backdrop;

import java.util.concurrent.ExecutorService;

/** A strategy that is held to the contract, and what its user does to see the values released. */
final class Subject implements AutoCloseable {

  private final BackdropStrategy strategy;
  private final Runnable work;
  private final AutoCloseable end;

  private Subject(BackdropStrategy strategy, Runnable work, AutoCloseable end) {
    this.strategy = strategy;
    this.work = work;
    this.end = end;
  }

  /** A strategy that sees to everything by itself. */
  static Subject of(BackdropStrategy strategy) {
    return new Subject(strategy, () -> {}, () -> {});
  }

  static Subject on(ExecutorService executor, BackdropStrategy strategy) {
    return new Subject(strategy, () -> {}, executor);
  }

  static Subject of(TrashThread trash) {
    return new Subject(trash, () -> {}, trash);
  }

  static Subject of(TrashQueue queue) {
    Runnable work =
        () -> {
          queue.disposeAll();
          Thread.interrupted(); // If a disposer was, its thread is told at the end, and it is ours.
        };
    return new Subject(queue, work, queue);
  }

  /** A strategy that leaves everything to this work of its user. */
  static Subject of(BackdropStrategy strategy, Runnable work) {
    return new Subject(strategy, work, work::run);
  }

  Subject debugged() {
    return new Subject(BackdropStrategy.debug(strategy), work, end);
  }

  BackdropStrategy strategy() {
    return strategy;
  }

  /** Does what the user has to do before all the values of the ledger can be released. */
  void await(Ledger ledger) throws InterruptedException {
    work.run();
    ledger.await();
  }

  @Override
  public void close() throws Exception {
    end.close();
  }
}
