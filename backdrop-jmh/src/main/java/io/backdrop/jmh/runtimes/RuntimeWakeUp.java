package io.backdrop.jmh.runtimes;

import io.backdrop.Backdrop;
import io.backdrop.Disposer;
import io.backdrop.jmh.runtimes.RuntimeSubmit.Kind;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What one {@code close()} costs by the strategy of a runtime that has nothing else to do, beside
 * the runtime's own submit: its thread sleeps, and has to be woken.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Fork(
    jvmArgsAppend = {
      "-Dkotlinx.coroutines.scheduler.core.pool.size=1",
      "-Dkotlinx.coroutines.io.parallelism=1",
      "-Djdk.virtualThreadScheduler.parallelism=1",
      "-Dio.backdrop.leakDetection=off"
    })
public class RuntimeWakeUp {

  /** Long enough for every thread to go to sleep. */
  private static final long IDLE_NANOS = 300_000;

  /** Each runtime once, and only those to which any thread can submit. */
  static final Set<Kind> KINDS =
      EnumSet.complementOf(
          EnumSet.of(
              Kind.nettyLoopInside,
              Kind.reactorParallelInside,
              Kind.vertxContextInside,
              Kind.coroutinesDefaultInside,
              Kind.virtualThreadInside));

  @Param public Kind kind;

  private final AtomicBoolean done = new AtomicBoolean(true);
  private final Runnable work = () -> done.set(true);
  private final Disposer<Object> disposer = value -> work.run();
  private Runtime runtime;
  private Task task;
  private Backdrop<?> backdrop;

  @Setup(Level.Trial)
  public void start() {
    runtime = kind.start();
  }

  @TearDown(Level.Trial)
  public void end() {
    runtime.end().run();
  }

  @Setup(Level.Invocation)
  public void prepare() {
    while (!done.getAndSet(false)) {
      Thread.onSpinWait();
    }
    task = new Task(work);
    backdrop = Backdrop.of(this, disposer, runtime.strategy());
    LockSupport.parkNanos(IDLE_NANOS);
  }

  @Benchmark
  public void submit() {
    runtime.submit().accept(task);
  }

  @Benchmark
  public void close() {
    backdrop.close();
  }
}
