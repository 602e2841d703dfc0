package io.backdrop;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * Prints what it allocates to share a value and close the handle in the same method: once the
 * compiler has seen nothing else, and once it has seen others at the same place that are watched.
 */
final class EscapeMain {

  private static final int SHARES = 100_000;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private EscapeMain() {}

  public static void main(String[] arguments) {
    var arc = unwatched();
    long first = leastAllocatedBySharing(arc);
    for (int i = 0; i < 50_000; i++) {
      share(any(), 1);
    }
    System.out.printf("%d bytes, then %d bytes%n", first, leastAllocatedBySharing(arc));
  }

  private static Arc<String> any() {
    return Arc.of("value", Disposer.none(), Disposal::run);
  }

  private static Arc<String> unwatched() {
    var before = LeakDetection.level();
    LeakDetection.setLevel(LeakDetection.Level.OFF);
    try {
      return any();
    } finally {
      LeakDetection.setLevel(before);
    }
  }

  /** Of as many bursts as the compiler needs, which works beside this and may have to wait. */
  private static long leastAllocatedBySharing(Arc<String> arc) {
    long least = Long.MAX_VALUE;
    for (int burst = 0; burst < 1_000 && least > 0; burst++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      share(arc, SHARES);
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }

  private static void share(Arc<String> arc, int times) {
    for (int i = 0; i < times; i++) {
      try (var mine = arc.share()) {
        mine.get();
      }
    }
  }
}
