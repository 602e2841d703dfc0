package io.backdrop.jmh;

import com.sun.management.ThreadMXBean;
import io.backdrop.Arc;
import io.backdrop.Backdrop;
import io.backdrop.BackdropStrategy;
import io.backdrop.Disposal;
import io.backdrop.Disposer;
import io.backdrop.TrashThread;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.openjdk.jol.info.ClassLayout;

/**
 * Prints how many bytes of heap one wrapped value takes: the handle and the disposal, as JOL lays
 * them out, and what making a handle really allocates; and what a million pending ones take.
 */
public final class Footprint {

  private static final int COUNT = 1_000_000;

  private Footprint() {}

  /** Takes no arguments; the layout depends on the options of the JVM. */
  public static void main(String... args) {
    print("Backdrop.of", Footprint::backdrop);
    print("Arc.of", Footprint::arc);
    var shared = arc(BackdropStrategy.leak());
    System.out.printf("%-12s allocated %d B%n", "Arc.share", allocatedByOne(shared::share));
    System.out.printf("%,d pending: %.1f MB%n", COUNT, pending() / 1e6);
  }

  /** What the heap grows by while that many disposals of one value are pending. */
  private static long pending() {
    var gate = new CountDownLatch(1);
    try (var trash = TrashThread.start()) {
      Disposer<Object> waiting = value -> gate.await();
      Backdrop.of("gate", waiting, trash).close();
      long before = used();
      for (int i = 0; i < COUNT; i++) {
        backdrop(trash).close();
      }
      long after = used();
      gate.countDown();
      return after - before;
    }
  }

  private static long used() {
    var memory = ManagementFactory.getMemoryMXBean();
    for (int i = 0; i < 3; i++) {
      memory.gc();
    }
    return memory.getHeapMemoryUsage().getUsed();
  }

  private static Backdrop<?> backdrop(BackdropStrategy strategy) {
    return Backdrop.of("value", Disposer.none(), strategy);
  }

  private static Arc<?> arc(BackdropStrategy strategy) {
    return Arc.of("value", Disposer.none(), strategy);
  }

  private static void print(String name, Function<BackdropStrategy, AutoCloseable> maker) {
    System.out.printf(
        "%-12s allocated %d B: %s%n",
        name, allocatedByOne(() -> maker.apply(BackdropStrategy.leak())), parts(maker));
  }

  private static String parts(Function<BackdropStrategy, AutoCloseable> maker) {
    var disposal = new AtomicReference<Disposal>();
    var handle = maker.apply(disposal::set);
    close(handle);
    return "handle %d B + disposal %d B".formatted(size(handle), size(disposal.get()));
  }

  private static void close(AutoCloseable handle) {
    try (handle) {
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static long size(Object object) {
    return ClassLayout.parseInstance(object).instanceSize();
  }

  private static long allocatedByOne(Supplier<?> maker) {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    var all = new Object[COUNT];
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < COUNT; i++) {
      all[i] = maker.get();
    }
    return (threads.getCurrentThreadAllocatedBytes() - before) / all.length;
  }
}
