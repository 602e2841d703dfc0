package io.backdrop.netty;

import io.backdrop.Disposal;
import io.backdrop.TrashThread;

/**
 * What an executor has taken and does not run: it has ended after it took that, or has no room for
 * the task that was to see to it.
 */
final class Forgotten {

  private Forgotten() {}

  /**
   * Has it released by the global trash thread: whoever finds it may be an event loop, or the one
   * thread that tells everybody of the end of Netty's executors. Nothing is released twice.
   */
  static void release(Disposal disposal) {
    try {
      TrashThread.global().execute(disposal);
    } catch (Throwable refusal) {
      releaseHere(disposal);
    }
  }

  private static void releaseHere(Disposal disposal) {
    try {
      disposal.run();
    } catch (Throwable failure) {
      NettyFailures.report(disposal, failure);
    }
  }
}
