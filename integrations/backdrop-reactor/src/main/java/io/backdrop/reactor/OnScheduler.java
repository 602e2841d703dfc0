package io.backdrop.reactor;

import io.backdrop.Backdrop;
import io.backdrop.BackdropStrategy;
import io.backdrop.Disposal;
import io.backdrop.Disposer;
import io.backdrop.TrashThread;
import java.lang.System.Logger.Level;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Has a scheduler run one task for each disposal. The disposals are in a queue of their own, from
 * which each task takes the next: a scheduler that is disposed of forgets its tasks, but nothing
 * that is in here.
 */
final class OnScheduler implements BackdropStrategy, Runnable {

  static {
    rehearse();
  }

  private final Scheduler scheduler;
  private final ConcurrentLinkedDeque<Disposal> pending = new ConcurrentLinkedDeque<>();
  private final DisposedWatch watch;

  /**
   * What a disposer threw last: no refusal, where the scheduler runs its tasks in place. Where it
   * does not, nobody asks, so this does not keep it alive. When two fail at once this is one of
   * them, and the other is reported, unless it looks like a refusal.
   */
  private volatile WeakReference<@Nullable Throwable> failure = new WeakReference<>(null);

  OnScheduler(Scheduler scheduler) {
    this(scheduler, DisposedWatch.A_MINUTE);
  }

  private OnScheduler(Scheduler scheduler, int idleLooks) {
    this.scheduler = scheduler;
    this.watch = new DisposedWatch(this, idleLooks);
  }

  /** So that the first value to be closed waits for nothing that can be prepared. */
  private static void rehearse() {
    try {
      Backdrop.of("first", Disposer.none(), new OnScheduler(Schedulers.immediate(), 0)).close();
    } catch (Throwable unprepared) {
      // Then the first one has to wait.
    }
  }

  @Override
  public void execute(Disposal disposal) {
    pending.addLast(disposal);
    try {
      watch.begin();
      scheduler.schedule(this);
    } catch (Throwable thrown) {
      boolean waits = pending.removeLastOccurrence(disposal);
      boolean ofDisposer = failure.refersTo(thrown);
      if (waits != ofDisposer) {
        throw thrown; // Refused; or in place the disposer failed.
      }
      if (waits || !(thrown instanceof RejectedExecutionException)) {
        report(thrown); // A refusal of what has been released all the same is no failure.
      }
      if (waits) {
        disposal.run(); // In place ran that of another, who has the task for this one.
      } else {
        rescueOne(); // The task of another has taken this one, so that one has no task.
      }
    }
  }

  /** {@return whether there was one} */
  private boolean rescueOne() {
    var next = pending.pollLast();
    if (next == null) {
      return false;
    }
    try {
      TrashThread.global().execute(next);
    } catch (Throwable refusal) {
      runHere(next);
    }
    return true;
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

  /**
   * One task. An executor behind the scheduler may pass a disposer's interrupt on to its next task;
   * what the thread had before is its own, which is the closer's where this runs in place.
   */
  @Override
  public void run() {
    boolean own = Thread.currentThread().isInterrupted();
    try {
      runNext();
    } finally {
      if (!own) {
        Thread.interrupted();
      }
    }
  }

  private void runNext() {
    var next = pending.pollFirst();
    if (next != null) {
      run(next);
    }
  }

  private void run(Disposal disposal) {
    try {
      disposal.run();
    } catch (Throwable thrown) {
      failure = new WeakReference<>(thrown);
      throw thrown;
    }
  }

  @SuppressWarnings("ReferenceEquality") // Whether it is that very scheduler.
  boolean isOn(Scheduler other) {
    return scheduler == other;
  }

  boolean isIdle() {
    return pending.isEmpty();
  }

  /** Gives what no task will run to the global trash thread, if that is so, and then says so. */
  void look() {
    if (scheduler.isDisposed()) {
      rescue();
    }
  }

  private void rescue() {
    int rescued = 0;
    while (rescueOne()) {
      rescued++;
    }
    if (rescued > 0) {
      warn(rescued);
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
