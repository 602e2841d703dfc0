package io.backdrop;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.stream.Collectors;

/**
 * All {@link UndrainedQueue}s of the process. Looked at now and then by a daemon thread of their
 * own, and once more when the JVM ends.
 */
final class UndrainedQueues {

  private static final long PERIOD = 15_000_000_000L;

  /** Weakly: what becomes of a strategy that is forgotten is not for this to decide. */
  private static final Set<UndrainedQueue> ALL = Collections.newSetFromMap(new WeakHashMap<>());

  private static final PeriodicCheck CHECK =
      new PeriodicCheck(
          "backdrop-queue-watch", PERIOD, UndrainedQueues::warn, () -> all().isEmpty());

  private UndrainedQueues() {}

  /** To be done by whatever is such a queue, as the last of its making. */
  static void add(UndrainedQueue queue) {
    synchronized (ALL) {
      ALL.add(queue);
    }
    ExitDrain.ensureHook();
    try {
      CHECK.begin();
    } catch (OutOfMemoryError noThread) {
      // The next one that is made tries again.
    }
  }

  static void remove(UndrainedQueue queue) {
    synchronized (ALL) {
      ALL.remove(queue);
    }
  }

  private static List<UndrainedQueue> all() {
    synchronized (ALL) {
      return List.copyOf(ALL);
    }
  }

  private static void warn() {
    long now = System.nanoTime();
    all().forEach(queue -> queue.warnIfLeft(now));
  }

  /** What of all is pending, in words; empty if nothing is. */
  static String describePending() {
    return all().stream()
        .filter(queue -> queue.pending() > 0)
        .map(queue -> queue.pending() + " in " + queue)
        .collect(Collectors.joining(", "));
  }
}
