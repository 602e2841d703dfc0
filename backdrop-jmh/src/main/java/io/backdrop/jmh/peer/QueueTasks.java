package io.backdrop.jmh.peer;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A queue with a thread of its own that runs what is in it. A full one has the closer run it. */
final class QueueTasks {

  /** As a trash thread looks for work: soon after it had some, and then ever more rarely. */
  private static final long FIRST_POLL = TimeUnit.MILLISECONDS.toNanos(1);

  private static final long LONGEST_POLL = TimeUnit.MILLISECONDS.toNanos(200);

  private QueueTasks() {}

  /** Whoever adds to the queue wakes the thread. */
  static Tasks blocking(BlockingQueue<Task> queue) {
    var consumer = start(() -> takeAll(queue));
    return Tasks.inOrder(task -> offer(queue::offer, task), consumer::interrupt);
  }

  private static void takeAll(BlockingQueue<Task> queue) {
    try {
      while (true) {
        queue.take().run();
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /** The thread looks by itself, now and then; only a flush wakes it. */
  static Tasks polled(Predicate<Task> queue, Supplier<Task> poll) {
    var consumer = start(() -> pollAll(poll));
    return Tasks.inOrder(
        task -> offer(queue, task), () -> LockSupport.unpark(consumer), consumer::interrupt);
  }

  private static void pollAll(Supplier<Task> poll) {
    long pause = FIRST_POLL;
    while (!Thread.currentThread().isInterrupted()) {
      var task = poll.get();
      if (task == null) {
        LockSupport.parkNanos(pause);
        pause = Math.min(2 * pause, LONGEST_POLL);
      } else {
        task.run();
        pause = FIRST_POLL;
      }
    }
  }

  private static void offer(Predicate<Task> queue, Task task) {
    if (!queue.test(task)) {
      task.run();
    }
  }

  private static Thread start(Runnable work) {
    return Thread.ofPlatform().daemon().start(work);
  }
}
