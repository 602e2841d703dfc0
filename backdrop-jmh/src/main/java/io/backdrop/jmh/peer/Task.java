package io.backdrop.jmh.peer;

import java.util.function.Consumer;

/**
 * A task that is its own handle, to spare the peers a second object: closing it gives it to where
 * tasks run. Nothing keeps it from being closed twice. It is also a link, for the queues that are
 * made of such.
 */
class Task implements Runnable, AutoCloseable {

  final Consumer<? super Task> to;
  private final AutoCloseable value;
  Task next;

  Task(Consumer<? super Task> to, AutoCloseable value) {
    this.to = to;
    this.value = value;
  }

  @Override
  public void close() {
    to.accept(this);
  }

  @Override
  public void run() {
    try {
      value.close();
    } catch (Exception e) {
      throw new IllegalStateException("What is measured has to be released without failure", e);
    }
  }
}
