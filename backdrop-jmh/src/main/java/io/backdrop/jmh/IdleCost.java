package io.backdrop.jmh;

import io.backdrop.TrashThread;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** Prints which share of a core an idle trash thread uses, polling as it does by default. */
public final class IdleCost {

  private static final Duration SETTLE = Duration.ofSeconds(2);

  private IdleCost() {}

  /** Takes the seconds to measure. */
  public static void main(String... args) throws InterruptedException {
    var time = Duration.ofSeconds(Long.parseLong(args[0]));
    var made = new Thread[1];
    var builder =
        TrashThread.builder()
            .threadFactory(work -> made[0] = Thread.ofPlatform().daemon().unstarted(work));
    try (var trash = builder.start()) {
      Thread.sleep(SETTLE);
      System.out.printf(
          "%.4f %% of a core, over %d s%n", 100 * share(made[0], time), time.toSeconds());
    }
  }

  private static double share(Thread thread, Duration time) throws InterruptedException {
    var threads = ManagementFactory.getThreadMXBean();
    long before = threads.getThreadCpuTime(thread.threadId());
    long start = System.nanoTime();
    Thread.sleep(time);
    long used = threads.getThreadCpuTime(thread.threadId()) - before;
    return (double) used / (System.nanoTime() - start);
  }
}
