package io.backdrop;

import java.util.List;
import java.util.stream.Collectors;

/** All {@link UndrainedQueue}s of the process: when that ends, it is said what they hold. */
final class UndrainedQueues {

  /** There may be one for each of thousands of threads. */
  private static final int MOST_NAMED = 20;

  private static final WeakSet<UndrainedQueue> ALL = new WeakSet<>();

  record Counted(UndrainedQueue queue, long pending) {}

  private UndrainedQueues() {}

  static void add(UndrainedQueue queue) {
    ALL.add(queue);
    ExitDrain.ensureHook();
  }

  static void remove(UndrainedQueue queue) {
    ALL.remove(queue);
  }

  /** What is pending in which of them, in words; empty if nothing is. */
  static String describePending() {
    var counted =
        ALL.list().stream()
            .map(queue -> new Counted(queue, queue.pending()))
            .filter(each -> each.pending() > 0)
            .toList();
    var named =
        counted.stream()
            .limit(MOST_NAMED)
            .map(each -> each.pending() + " in " + each.queue())
            .collect(Collectors.joining(", "));
    return counted.size() > MOST_NAMED ? named + ", " + describeRest(counted) : named;
  }

  private static String describeRest(List<Counted> counted) {
    var rest = counted.subList(MOST_NAMED, counted.size());
    return "%d in %d more".formatted(rest.stream().mapToLong(Counted::pending).sum(), rest.size());
  }
}
