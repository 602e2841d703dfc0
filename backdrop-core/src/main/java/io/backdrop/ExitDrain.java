package io.backdrop;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ends the open trash threads when the JVM ends in an orderly way: when main returns, at {@code
 * System.exit}, at SIGTERM. Each gets to release what is pending, all of them together within ten
 * seconds, since a disposal that hangs must not keep the process alive.
 */
final class ExitDrain {

  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private static final Set<TrashThread> OPEN = ConcurrentHashMap.newKeySet();

  static {
    addHook();
  }

  private ExitDrain() {}

  static void add(TrashThread thread) {
    OPEN.add(thread);
  }

  static void remove(TrashThread thread) {
    OPEN.remove(thread);
  }

  /** A trash thread that is first started while the JVM is ending finds no hook to be had. */
  private static void addHook() {
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(ExitDrain::drain, "backdrop-exit"));
    } catch (IllegalStateException ending) {
      System.getLogger("io.backdrop")
          .log(Level.WARNING, "A trash thread was started while the JVM ends; close it in time");
    }
  }

  private static void drain() {
    long end = System.nanoTime() + DEADLINE.toNanos();
    OPEN.forEach(TrashThread::beginExit);
    for (var thread : OPEN) {
      thread.beginExit(); // Once more: it may have been started meanwhile.
      Uninterruptibly.await(() -> awaitEnd(thread, end - System.nanoTime()));
    }
  }

  private static void awaitEnd(TrashThread thread, long nanos) throws InterruptedException {
    if (!thread.awaitEnd(nanos)) {
      var lost = thread.giveUp();
      var message =
          "%s did not finish within %s at exit: %d disposals of %d bytes are lost, %s"
              .formatted(thread, DEADLINE, lost.count(), lost.bytes(), lost.types());
      System.err.println(message); // A logger may have been shut down by a hook of its own.
      System.getLogger("io.backdrop").log(Level.WARNING, message);
    }
  }
}
