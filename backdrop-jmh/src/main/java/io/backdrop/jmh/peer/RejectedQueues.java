package io.backdrop.jmh.peer;

import java.util.ArrayDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The queue of a trash thread, and what it could have been and is not, each with the same claim
 * before it and the same thread behind it, so that the queues alone differ.
 */
final class RejectedQueues {

  private RejectedQueues() {}

  static Target bare() {
    var queue = new BareQueue();
    return QueueTasks.polled(queue::offer, queue::poll).claimed();
  }

  static Target linked() {
    var queue = new LinkedQueue();
    return QueueTasks.polled(queue::offer, queue::poll).claimed();
  }

  static Target concurrentLinked() {
    var queue = new ConcurrentLinkedQueue<Task>();
    return QueueTasks.polled(queue::offer, queue::poll).claimed();
  }

  static Target locked() {
    var queue = new LockedQueue();
    return QueueTasks.polled(queue::offer, queue::poll).claimed();
  }

  static Target stack() {
    var stack = new TaskStack();
    return QueueTasks.polled(stack::offer, stack::poll).claimed();
  }

  static Target oneLine() {
    var queue = new OneLineQueue();
    return QueueTasks.polled(queue::offer, queue::poll).claimed();
  }

  /** An array that grows, under a lock. */
  private static final class LockedQueue {

    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Task> tasks = new ArrayDeque<>();

    boolean offer(Task task) {
      lock.lock();
      try {
        return tasks.offer(task);
      } finally {
        lock.unlock();
      }
    }

    Task poll() {
      lock.lock();
      try {
        return tasks.poll();
      } finally {
        lock.unlock();
      }
    }
  }
}
