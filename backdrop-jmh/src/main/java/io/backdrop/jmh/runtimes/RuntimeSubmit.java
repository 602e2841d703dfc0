package io.backdrop.jmh.runtimes;

import io.backdrop.Backdrop;
import io.backdrop.Disposer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
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
 * What one {@code close()} costs by the strategy of a runtime, beside the runtime's own submit, in
 * bursts of {@value #SIZE}: from a thread outside of the runtime, or from its own.
 *
 * <p>The runtime has one thread, which does nothing else during the burst: so only the hand-off is
 * measured. Tasks and Backdrops are made, and run, outside of the measured part; both do the same.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Fork(
    jvmArgsAppend = {
      "-Dkotlinx.coroutines.scheduler.core.pool.size=1",
      "-Dkotlinx.coroutines.io.parallelism=1",
      "-Djdk.virtualThreadScheduler.parallelism=1",
      "-Dio.backdrop.leakDetection=off"
    })
public class RuntimeSubmit {

  static final int SIZE = 20_000;

  /** The runtimes, and from where they are given something. */
  public enum Kind {
    nettyLoop(Runtime::nettyLoop, false),
    nettyLoopInside(Runtime::nettyLoop, true),
    nettyGroup(Runtime::nettyGroup, false),
    reactorParallel(Runtime::reactorParallel, false),
    reactorParallelInside(Runtime::reactorParallel, true),
    reactorElastic(Runtime::reactorElastic, false),
    vertxContextInside(Runtime::vertxContext, true),
    vertxBlocking(Runtime::vertxBlocking, false),
    vertxWorkerExecutor(Runtime::vertxWorkerExecutor, false),
    coroutinesDefault(Runtime::coroutinesDefault, false),
    coroutinesDefaultInside(Runtime::coroutinesDefault, true),
    coroutinesIo(Runtime::coroutinesIo, false),
    virtualThreadInside(Runtime::virtualThread, true);

    private final Supplier<Runtime> runtime;
    private final boolean inside;

    Kind(Supplier<Runtime> runtime, boolean inside) {
      this.runtime = runtime;
      this.inside = inside;
    }

    Runtime start() {
      return runtime.get();
    }
  }

  @Param public Kind kind;

  private final AtomicInteger pending = new AtomicInteger();
  private final Runnable work = pending::getAndDecrement;
  private final Disposer<Object> disposer = value -> work.run();
  private final Task[] tasks = new Task[SIZE];
  private final Backdrop<?>[] backdrops = new Backdrop<?>[SIZE];
  private Runtime runtime;
  private Occupation occupation;

  @Setup(Level.Trial)
  public void start() {
    runtime = kind.start();
  }

  @TearDown(Level.Trial)
  public void end() {
    runtime.end().run();
  }

  /** By the thread that closes, as in a program: what it makes is in its cache. */
  @Setup(Level.Invocation)
  public void prepare() throws InterruptedException {
    occupation = kind.inside ? Occupation.inside(runtime) : Occupation.outside(runtime);
    occupation.run(() -> {
      for (int i = 0; i < SIZE; i++) {
        tasks[i] = new Task(work);
        backdrops[i] = Backdrop.of(this, disposer, runtime.strategy());
      }
    });
    pending.set(SIZE);
  }

  @TearDown(Level.Invocation)
  public void drain() throws InterruptedException {
    occupation.end();
    while (pending.get() > 0) {
      Thread.sleep(1);
    }
  }

  @Benchmark
  @OperationsPerInvocation(SIZE)
  public void submit() {
    occupation.run(() -> {
      for (var task : tasks) {
        runtime.submit().accept(task);
      }
    });
  }

  @Benchmark
  @OperationsPerInvocation(SIZE)
  public void close() {
    occupation.run(() -> {
      for (var backdrop : backdrops) {
        backdrop.close();
      }
    });
  }
}
