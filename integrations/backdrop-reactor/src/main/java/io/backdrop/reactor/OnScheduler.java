package io.backdrop.reactor;

import io.backdrop.BackdropStrategy;
import io.backdrop.Disposal;
import io.backdrop.TrashThread;
import java.lang.System.Logger.Level;
import java.util.concurrent.ConcurrentLinkedDeque;
import reactor.core.scheduler.Scheduler;

/**
 * Has a scheduler run one task for each disposal. The disposals are in a queue of their own, from
 * which each task takes the next: a scheduler that is disposed of forgets its tasks, but nothing
 * that is in here.
 */
final class OnScheduler implements BackdropStrategy, Runnable {

  private final Scheduler scheduler;
  private final ConcurrentLinkedDeque<Disposal> pending = new ConcurrentLinkedDeque<>();
  private final DisposedWatch watch = new DisposedWatch(this);

  OnScheduler(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  @Override
  public void execute(Disposal disposal) {
    pending.addLast(disposal);
    try {
      watch.begin();
      scheduler.schedule(this);
    } catch (Throwable refusal) {
      if (pending.removeLastOccurrence(disposal)) {
        throw refusal;
      }
      rescueOne(); // The task of another has taken this one, so that one has no task.
    }
  }

  /** {@return whether there was one} */
  private boolean rescueOne() {
    var next = pending.pollLast();
    if (next != null) {
      TrashThread.global().execute(next);
    }
    return next != null;
  }

  /** One task. */
  @Override
  public void run() {
    var next = pending.pollFirst();
    if (next != null) {
      next.run();
    }
  }

  boolean isIdle() {
    return pending.isEmpty();
  }

  boolean isDisposed() {
    return scheduler.isDisposed();
  }

  /** Gives what no task will run to the global trash thread, and says so before it does. */
  void rescue() {
    if (isIdle()) {
      return;
    }
    System.getLogger("io.backdrop")
        .log(
            Level.WARNING,
            "%s was disposed of with %d values pending; the global trash thread releases them"
                .formatted(this, pending.size()));
    while (rescueOne()) {}
  }

  @Override
  public String toString() {
    return "Reactor scheduler " + scheduler;
  }
}
