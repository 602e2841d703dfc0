package io.backdrop.jmh;

import io.backdrop.jmh.peer.Nothing;
import io.backdrop.jmh.peer.Peer;
import io.backdrop.jmh.peer.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
 * <p>Where that would take too long, many targets are idle side by side and get a value in turn, so
 * that each is idle for long although the samples are not far apart. Between two samples the
 * closing thread spins: it is the target that was idle, not who uses it. While warming up nothing
 * is idle; what is measured is compiled code.
 *
 * <p>A program that makes a handle makes other things before and after it, and so does this: where
 * one handle lies beside the one before, the release of that, elsewhere, takes away its cache line.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
public class HandOffAfterIdle {

  private static final long WARM_UP_GAP = 2_000;

  /** Bytes: more than the cache lines that processors fetch together. */
  private static final int OTHERS = 256;

  /** How long a target was idle, and how many of them share that time. */
  public enum Idle {
    us100(100, 1),
    ms2(2_000, 1),
    ms100(100_000, 100),
    s5(5_000_000, 200);

    private final long nanos;
    private final int targets;

    Idle(long micros, int targets) {
      this.nanos = TimeUnit.MICROSECONDS.toNanos(micros);
      this.targets = targets;
    }

    int targets(boolean alone) {
      return alone ? 1 : targets;
    }

    /**
     * The time between two samples.
     *
     * @param alone whether no other target shares it
     * @return nanoseconds
     */
    public long gap(boolean alone) {
      return nanos / targets(alone);
    }
  }

  @Param public Peer peer;
  @Param public Idle idle;

  /** Whether there is one target, as there has to be of some peers in a JVM. */
  @Param("false")
  public boolean alone;

  private final List<Target> targets = new ArrayList<>();
  private int next;
  private long gap;
  private AutoCloseable handle;

  /** What lies between one handle and the next. */
  @SuppressWarnings("unused")
  private byte[] others;

  @Setup(Level.Trial)
  public void start() {
    if (peer.isOnePerProcess() && idle.targets(alone) > 1) {
      throw new IllegalArgumentException(
          "idle is " + idle + "; a JVM has only one " + peer + ": say -p alone=true");
    }
    for (int i = 0; i < idle.targets(alone); i++) {
      targets.add(peer.start());
    }
  }

  @TearDown(Level.Trial)
  public void end() {
    targets.forEach(Target::close);
  }

  @Setup(Level.Iteration)
  public void rest(IterationParams iteration) throws Exception {
    gap = WARM_UP_GAP;
    if (iteration.getType() == IterationType.MEASUREMENT) {
      gap = idle.gap(alone);
      for (var target : targets) {
        target.flush();
      }
      TimeUnit.NANOSECONDS.sleep(idle.nanos);
    }
  }

  @Setup(Level.Invocation)
  public void prepare() {
    next = (next + 1) % targets.size();
    others = new byte[OTHERS];
    handle = targets.get(next).handle(Nothing.NOTHING);
    Pause.until(System.nanoTime() + gap);
  }

  @Benchmark
  public void close() throws Exception {
    handle.close();
  }
}
