package io.backdrop;

import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * The thread that drains at the end of the JVM, for whoever wants it to have looked who is there.
 * Where it does not wait, nobody comes back from here: then the JVM is gone.
 */
final class ExitThread {

  private ExitThread() {}

  /** Waits until it is there. */
  static Thread await() {
    while (true) {
      for (var thread : Thread.getAllStackTraces().keySet()) {
        if (thread.getName().equals("backdrop-exit")) {
          return thread;
        }
      }
    }
  }

  /** Waits until it has looked, and waits. */
  static void awaitLook() {
    var exit = await();
    while (!isWaiting(exit)) {
      Thread.onSpinWait();
    }
  }

  private static boolean isWaiting(Thread exit) {
    var calls = Stream.of(exit.getStackTrace()).map(StackTraceElement::getMethodName).toList();
    return Collections.indexOfSubList(calls, List.of("parkNanos", "hasEnded")) >= 0;
  }

  /** Waits until it has waited so many times more, for some milliseconds each. */
  static void awaitLooks(int more) {
    awaitLook();
    long exit = await().threadId();
    long enough = timesWaited(exit) + more;
    while (timesWaited(exit) < enough) {
      Thread.yield();
    }
  }

  private static long timesWaited(long thread) {
    return ManagementFactory.getThreadMXBean().getThreadInfo(thread).getWaitedCount();
  }
}
