package io.backdrop.jmh;

import io.backdrop.Backdrop;
import io.backdrop.Disposer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.runner.IterationType;

/**
 * What one {@code close()} costs when nothing was handed off for a while, in percentiles, beside an
 * {@code empty} measurement under the same conditions.
 *
 * <p>Many targets are idle side by side and get a value in turn, so that each is idle for long
 * although the samples are not far apart. Between two samples the closing thread spins: it is the
 * target that was idle, not who uses it. While warming up nothing is idle; what is measured is
 * compiled code.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
public class HandOffAfterIdle {

  private static final long WARM_UP_GAP = 2_000;

  /** What is handed off to. */
  public enum Kind {
    empty(Target::trashThread),
    floor(Target::leak),
    leak(Target::leak),
    trashThread(Target::trashThread),
    signalling(Target::signalling),
    executor(Target::executor);

    private final Supplier<Target> target;

    Kind(Supplier<Target> target) {
      this.target = target;
    }
  }

  /** How long a target was idle, and how many of them share that time. */
  public enum Idle {
    ms2(2, 1),
    ms100(100, 40),
    s5(5_000, 200);

    private final long millis;
    private final int targets;

    Idle(long millis, int targets) {
      this.millis = millis;
      this.targets = targets;
    }

    long gap() {
      return TimeUnit.MILLISECONDS.toNanos(millis) / targets;
    }
  }

  @Param public Kind kind;
  @Param public Idle idle;

  private final List<Target> targets = new ArrayList<>();
  private int next;
  private long gap;
  private Backdrop<?> backdrop;
  private final Floor floor = new Floor();
  private Floor.Element element;

  @Setup(Level.Trial)
  public void start() {
    for (int i = 0; i < idle.targets; i++) {
      targets.add(kind.target.get());
    }
  }

  @TearDown(Level.Trial)
  public void end() {
    targets.forEach(Target::close);
  }

  @Setup(Level.Iteration)
  public void rest(IterationParams iteration) throws InterruptedException {
    gap = iteration.getType() == IterationType.WARMUP ? WARM_UP_GAP : idle.gap();
    if (iteration.getType() == IterationType.MEASUREMENT) {
      for (var target : targets) {
        target.flush();
      }
      Thread.sleep(idle.millis);
    }
  }

  @Setup(Level.Invocation)
  public void prepare() {
    next = (next + 1) % targets.size();
    if (kind == Kind.floor) {
      element = floor.element();
    } else if (kind != Kind.empty) {
      backdrop = Backdrop.of(this, Disposer.none(), targets.get(next).strategy());
    }
    long end = System.nanoTime() + gap;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  @Benchmark
  public void close() {
    if (kind == Kind.floor) {
      floor.handOff(element);
    } else if (kind != Kind.empty) {
      backdrop.close();
    }
  }
}
