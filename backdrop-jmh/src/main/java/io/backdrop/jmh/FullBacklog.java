package io.backdrop.jmh;

import io.backdrop.Backdrop;
import io.backdrop.BackdropStrategy;
import io.backdrop.TrashThread;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long it takes to release {@value #SIZE} values that are closed faster than a trash thread can
 * release them, so that its backlog is full and their closer runs what finds no room; beside
 * closing them in place, with a Backdrop around each and without. The heap is collected before, so
 * that no collection is under way that was begun while the values were made.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Warmup(iterations = 2)
@Measurement(iterations = 5)
@Fork(jvmArgsAppend = {"-Xms1g", "-Xmx1g"})
public class FullBacklog {

  /** How many values. */
  public static final int SIZE = 1_000_000;

  private static final int BOUND = 1_000;

  @Param({"block"})
  public Released released;

  private final AutoCloseable[] values = new AutoCloseable[SIZE];

  @Setup(Level.Invocation)
  public void fill() {
    for (int i = 0; i < SIZE; i++) {
      values[i] = released.make();
    }
    System.gc();
  }

  @Benchmark
  @OperationsPerInvocation(SIZE)
  public void inline() throws Exception {
    for (var value : values) {
      value.close();
    }
  }

  /** What can be hoped for of a second thread: each has a half, and nothing is handed over. */
  @Benchmark
  @OperationsPerInvocation(SIZE)
  public void twoThreads() throws Exception {
    var second = CompletableFuture.runAsync(() -> close(SIZE / 2, SIZE), FullBacklog::start);
    close(0, SIZE / 2);
    second.join();
  }

  private static void start(Runnable half) {
    Thread.ofPlatform().start(half);
  }

  private void close(int from, int to) {
    try {
      for (int i = from; i < to; i++) {
        values[i].close();
      }
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  @Benchmark
  @OperationsPerInvocation(SIZE)
  public void trivial() {
    closeBy(BackdropStrategy.trivial());
  }

  @Benchmark
  @OperationsPerInvocation(SIZE)
  public long runInCaller() {
    var trash = TrashThread.builder().bound(BOUND).start();
    closeBy(trash);
    trash.close();
    return trash.stats().inCaller();
  }

  private void closeBy(BackdropStrategy strategy) {
    for (var value : values) {
      Backdrop.of(value, strategy).close();
    }
  }
}
