package io.backdrop.cli;

import io.backdrop.Backdrop;
import io.backdrop.BackdropStrategy;
import io.backdrop.Disposer;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A strategy that is ready, and how a value is let go of by means of it. */
class Contender implements AutoCloseable {

  private final BackdropStrategy strategy;

  Contender(BackdropStrategy strategy) {
    this.strategy = strategy;
  }

  /** What is closed while the clock runs. */
  AutoCloseable wrap(Object value, Disposer<Object> disposer) throws Exception {
    return Backdrop.of(value, disposer, strategy);
  }

  /** Measures, on the thread that this contender closes from. */
  Stopwatch.Reading measure(AutoCloseable wrapped) throws Exception {
    return Stopwatch.read(wrapped);
  }

  /** What a program that does without this library submits its tasks to; null for none. */
  @Nullable Executor bareSubmit() {
    return null;
  }

  /** Has released, on the calling thread, what nobody else will. */
  void settle() {}

  /** Ends the threads that were started for it. */
  @Override
  public void close() {}
}
