package io.backdrop.reactor;

import io.backdrop.Backdrop;
import io.backdrop.BackdropStrategy;
import io.backdrop.Disposal;
import io.backdrop.Disposer;
import io.backdrop.TrashThread;
import java.lang.System.Logger.Level;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Has a scheduler run one task for each disposal. They are kept here too: a scheduler that is
 * disposed of forgets them.
 */
final class OnScheduler implements BackdropStrategy {

  static {
    rehearse();
  }

  private final Scheduler scheduler;

  private final PendingTasks pending = new PendingTasks();

  /** Whether the watch has this among those at which it looks. */
  final AtomicBoolean watched = new AtomicBoolean();

  /** How many looks in a row have found nothing waiting. For the watch. */
  int idleLooks;

  OnScheduler(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /** So that the first value to be closed waits for nothing that can be prepared. */
  private static void rehearse() {
    try {
      Backdrop.of("first", Disposer.none(), new OnScheduler(Schedulers.immediate())).close();
    } catch (Throwable unprepared) {
      // Then the first one has to wait.
    }
  }

  /** What is closed after the end is not left to the watch, which would have it released later. */
  @Override
  public void execute(Disposal disposal) {
    if (scheduler.isDisposed()) {
      throw new RejectedExecutionException(
          "The scheduler was disposed of; close values before, or elsewhere");
    }
    submit(disposal);
  }

  private void submit(Disposal disposal) {
    var task = new ReactorTask(disposal);
    pending.add(task);
    try {
      DisposedWatch.INSTANCE.begin(this);
      scheduler.schedule(task);
    } catch (Throwable thrown) {
      boolean refused = task.take() != null;
      if (refused || task.failedWith(thrown) || thrown instanceof VirtualMachineError) {
        throw thrown; // If not refused, in place the disposer failed, or was not even reached.
      }
      if (!(thrown instanceof RejectedExecutionException)) {
        report(thrown); // A refusal of what has been released all the same is no failure.
      }
    }
  }

  @SuppressWarnings("ReferenceEquality") // Whether it is that very scheduler.
  boolean isOn(Scheduler other) {
    return scheduler == other;
  }

  boolean isDisposed() {
    return scheduler.isDisposed();
  }

  /** {@return whether nothing waits} */
  boolean isIdle() {
    return pending.isEmpty();
  }

  /** Gives what no task will run to the global trash thread, and then says so. */
  void rescue() {
    int rescued = 0;
    for (var next = pending.takeLatest(); next != null; next = pending.takeLatest()) {
      rescue(next);
      rescued++;
    }
    if (rescued > 0) {
      warn(rescued);
    }
  }

  private static void rescue(Disposal disposal) {
    try {
      TrashThread.global().execute(disposal);
    } catch (Throwable refusal) {
      runHere(disposal);
    }
  }

  private static void runHere(Disposal disposal) {
    try {
      disposal.run();
    } catch (Throwable failure) {
      report(failure);
    }
  }

  private static void report(Throwable failure) {
    var thread = Thread.currentThread();
    try {
      thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
    } catch (Throwable ignored) {
      // As the JVM does with what an uncaught exception handler throws.
    }
  }

  private void warn(int rescued) {
    try {
      System.getLogger("io.backdrop")
          .log(
              Level.WARNING,
              "%s was disposed of; the global trash thread releases the %d values that were pending"
                  .formatted(this, rescued));
    } catch (Throwable unreportable) {
      // A logger that fails keeps no value from being released.
    }
  }

  @Override
  public String toString() {
    return "Reactor scheduler " + scheduler;
  }
}
