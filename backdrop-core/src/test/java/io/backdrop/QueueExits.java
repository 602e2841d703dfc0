package io.backdrop;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Ends of the JVM with queues that no trash thread drains. */
final class QueueExits {

  /** Held beyond the end of the thread, which would leave it to the collector. */
  private static final TrashQueue QUEUE = new TrashQueue();

  private static final List<TrashQueue> MANY = new ArrayList<>();

  private static final BackdropStrategy ONE_AT_A_TIME = BackdropStrategy.virtualThreads(1);

  private QueueExits() {}

  /** Three in the queue of this thread, and four behind one that is held up on a virtual thread. */
  static void leaveSomePending() throws InterruptedException {
    close(3, QUEUE);
    var gate = new Gate();
    Backdrop.of(gate, Gate::pass, ONE_AT_A_TIME).close();
    gate.reached.await();
    close(4, ONE_AT_A_TIME);
  }

  /** Two in each of more queues than are named. */
  static void leaveManyPending() {
    for (int queue = 0; queue < 23; queue++) {
      MANY.add(new TrashQueue());
    }
    MANY.forEach(queue -> close(2, queue));
  }

  private static void close(int values, BackdropStrategy strategy) {
    for (int value = 0; value < values; value++) {
      Backdrop.of(value, Disposer.none(), strategy).close();
    }
  }

  static void drain(Path file) {
    try (var queue = QUEUE) {
      ExitMain.handOff(queue, file);
    }
  }
}
