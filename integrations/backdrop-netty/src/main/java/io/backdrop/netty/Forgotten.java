package io.backdrop.netty;

import io.backdrop.BackdropStrategy;
import io.backdrop.Disposal;
import io.backdrop.TrashThread;
import java.lang.System.Logger.Level;

/**
 * What an executor has taken and does not run: because it ended after that, or because it has no
 * room for the task that would have run it.
 */
final class Forgotten {

  private Forgotten() {}

  /**
   * Has it released by the global trash thread: whoever finds it may be an event loop, or the one
   * thread that tells everybody of the end of Netty's executors. Only where the trash thread takes
   * nothing is it released here. Nothing is released twice.
   *
   * @throws StackOverflowError when there is no stack left for that; it is to be kept then
   */
  static void release(Disposal disposal) {
    try {
      TrashThread.global().execute(disposal);
    } catch (StackOverflowError noStack) {
      throw noStack;
    } catch (Throwable refusal) {
      releaseHere(disposal);
    }
  }

  /** It is no failure of a disposer, and so is not for Netty to report. */
  static void warn(BackdropStrategy strategy) {
    try {
      System.getLogger("io.backdrop")
          .log(
              Level.WARNING,
              "%s does not run all that it has been given; the global trash thread does, now and later"
                  .formatted(strategy));
    } catch (Throwable unreportable) {
      // A logger that fails keeps no value from being released.
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
