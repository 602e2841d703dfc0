package io.backdrop.jmh;

import com.sun.management.ThreadMXBean;
import io.backdrop.Backdrop;
import io.backdrop.Disposal;
import io.backdrop.Disposer;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicReference;
import org.openjdk.jol.info.ClassLayout;

/**
 * Prints how many bytes of heap one wrapped value takes: the handle and the disposal, as JOL lays
 * them out, and what making a Backdrop really allocates.
 */
public final class Footprint {

  private static final int COUNT = 1_000_000;

  private Footprint() {}

  /** Takes no arguments; the layout depends on the options of the JVM. */
  public static void main(String... args) {
    var disposal = new AtomicReference<Disposal>();
    var backdrop = Backdrop.of("value", Disposer.none(), disposal::set);
    backdrop.close();
    System.out.printf(
        "handle %d B + disposal %d B; allocated %d B%n",
        ClassLayout.parseInstance(backdrop).instanceSize(),
        ClassLayout.parseInstance(disposal.get()).instanceSize(),
        allocatedByOne());
  }

  private static long allocatedByOne() {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    var all = new Backdrop<?>[COUNT];
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < COUNT; i++) {
      all[i] = Backdrop.of("value", Disposer.none(), Disposal::run);
    }
    return (threads.getCurrentThreadAllocatedBytes() - before) / all.length;
  }
}
