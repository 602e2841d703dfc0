package io.backdrop.cli.soak;

import io.backdrop.TrashThread;

/** What is lost, and must be released all the same once the garbage collector has found it. */
final class LossActs {

  private static final int MOST_VALUES = 20;

  private LossActs() {}

  /** A handle that nobody closes, where those that get lost are rescued. */
  static void loseHandle(Worker worker) {
    var maker = worker.maker();
    maker.wrap(maker.make(ValueKind.LOST), TrashThread.global());
    worker.stage().needCollector();
  }

  /** A trash queue whose thread ends without closing it. */
  static void abandonQueue(Worker worker) {
    var thread = Thread.ofPlatform().daemon().name("soak-abandoning").start(() -> fill(worker));
    Waiting.forever(thread::join);
    worker.stage().needCollector();
  }

  /** Nothing that closes further values: a handle with this strategy would keep the queue alive. */
  private static void fill(Worker worker) {
    var maker = worker.maker();
    var queue = new QueueSubject(worker.stage());
    for (int i = worker.random().nextInt(MOST_VALUES); i > 0; i--) {
      worker.close(maker.wrap(maker.leaf(), queue));
    }
    queue.disposeSome(worker.random());
  }
}
