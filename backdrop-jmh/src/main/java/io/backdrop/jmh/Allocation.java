package io.backdrop.jmh;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What the measured part allocated on the thread that closes, and how many closes that were. {@code
 * -prof gc} would count what is made before it, and what consumers allocate, as well.
 */
@AuxCounters(AuxCounters.Type.EVENTS)
@State(Scope.Thread)
public class Allocation {
  public long bytes;
  public long closes;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private long before;

  @Setup(Level.Iteration)
  public void reset() {
    bytes = 0;
    closes = 0;
  }

  void begin() {
    before = threads.getCurrentThreadAllocatedBytes();
  }

  void end(int closed) {
    bytes += threads.getCurrentThreadAllocatedBytes() - before;
    closes += closed;
  }
}
