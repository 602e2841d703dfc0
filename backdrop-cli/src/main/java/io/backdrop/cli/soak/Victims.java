package io.backdrop.cli.soak;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;

/** The threads that are interrupted now and then. For any thread. */
final class Victims {

  private final List<Thread> threads = new CopyOnWriteArrayList<>();

  /** Makes threads of this name that are among them while they run. */
  ThreadFactory factory(String name) {
    return task -> Thread.ofPlatform().name(name).daemon().unstarted(() -> runAmong(task));
  }

  private void runAmong(Runnable task) {
    var self = Thread.currentThread();
    threads.add(self);
    try {
      task.run();
    } finally {
      threads.remove(self);
    }
  }

  /** Interrupts one of them. */
  void interruptOne(SplittableRandom random) {
    var now = threads.toArray(new Thread[0]);
    if (now.length > 0) {
      now[random.nextInt(now.length)].interrupt();
    }
  }
}
