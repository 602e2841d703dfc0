package io.backdrop.jmh;

import com.sun.management.ThreadMXBean;
import io.backdrop.Backdrop;
import io.backdrop.Disposer;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What one {@code close()} costs in a burst of {@value #SIZE}: the average, beside the {@link
 * Floor}.
 *
 * <p>The Backdrops are made, and what the burst before handed off is released, outside of the
 * measured part. So is the allocation counted: {@code bytes} is what the burst allocated on the
 * closing thread. {@code -prof gc} would count the making of the Backdrops as well.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
public class HandOffBurst {

  static final int SIZE = 20_000;

  /**
   * From the end of one burst to the next: a polling trash thread then is in a pause longer than
   * the burst, and its own work is not in the picture.
   */
  private static final long GAP = 3_500_000;

  /** The parts of {@link Target} and the floor. */
  public enum Kind {
    floor(null),
    leak(Target::leak),
    trashQueue(Target::trashQueue),
    trashThread(Target::trashThread),
    unbounded(Target::unbounded),
    weighing(Target::trashThread),
    signalling(Target::signalling),
    linkedQueue(Target::linkedQueue),
    executor(Target::executor);

    private final Supplier<Target> target;

    Kind(Supplier<Target> target) {
      this.target = target;
    }

    Target start() {
      return target == null ? Target.leak() : target.get();
    }
  }

  @Param public Kind kind;

  /** Whether the Backdrops have survived a collection, as those of long-lived values have. */
  @Param({"false", "true"})
  public boolean old;

  private final Floor floor = new Floor();
  private final Floor.Element[] elements = new Floor.Element[SIZE];
  private final Backdrop<?>[] backdrops = new Backdrop<?>[SIZE];
  private Target target;
  private Disposer<Object> disposer = Disposer.none();

  /** What the bursts allocated, and how many closes they were. */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Allocation {
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

    void end() {
      bytes += threads.getCurrentThreadAllocatedBytes() - before;
      closes += SIZE;
    }
  }

  @Setup(Level.Trial)
  public void start() {
    target = kind.start();
    if (kind == Kind.weighing) {
      disposer = disposer.weighing(value -> 1);
    }
  }

  @TearDown(Level.Trial)
  public void end() {
    target.close();
  }

  @Setup(Level.Invocation)
  public void prepare() throws InterruptedException {
    target.flush();
    long flushed = System.nanoTime();
    for (int i = 0; i < SIZE; i++) {
      if (kind == Kind.floor) {
        elements[i] = floor.element();
      } else {
        backdrops[i] = Backdrop.of(this, disposer, target.strategy());
      }
    }
    if (old) {
      System.gc();
    }
    while (System.nanoTime() - flushed < GAP) {
      Thread.onSpinWait();
    }
  }

  @Benchmark
  @OperationsPerInvocation(SIZE)
  public void close(Allocation allocation) {
    allocation.begin();
    if (kind == Kind.floor) {
      for (var element : elements) {
        floor.handOff(element);
      }
    } else {
      for (var backdrop : backdrops) {
        backdrop.close();
      }
    }
    allocation.end();
  }
}
