package io.backdrop.cli;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Ends a process whose orderly end takes too long, as it may where the library has a fault. */
final class ForcedExit {

  private ForcedExit() {}

  /** From when the process begins to end, its hooks have so long. */
  static void after(Duration patience, int exitCode) {
    var guard = Thread.ofPlatform().daemon().unstarted(() -> halt(patience, exitCode));
    try {
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(guard::start));
    } catch (IllegalStateException begun) {
      guard.start();
    }
  }

  private static void halt(Duration patience, int exitCode) {
    long end = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() - end < 0) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
    Runtime.getRuntime().halt(exitCode);
  }
}
