package io.backdrop.jmh.runtimes;

import io.vertx.core.Handler;
import java.util.concurrent.Callable;

/** What is submitted without this library, in the form that each runtime takes. */
record Task(Runnable work) implements Runnable, Callable<Void>, Handler<Void> {

  @Override
  public void run() {
    work.run();
  }

  @Override
  public Void call() {
    run();
    return null;
  }

  @Override
  public void handle(Void nothing) {
    run();
  }
}
