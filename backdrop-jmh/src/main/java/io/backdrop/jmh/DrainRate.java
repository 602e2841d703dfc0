package io.backdrop.jmh;

import io.backdrop.Backdrop;
import io.backdrop.BackdropStrategy;
import io.backdrop.Disposer;
import io.backdrop.TrashQueue;
import io.backdrop.TrashThread;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How fast {@value #SIZE} values are released that wait in a backlog, beside a plain loop over them
 * on one thread, and one over as many Backdrops that are closed in place. They are made, and handed
 * off to a trash thread that is held up, before.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Warmup(iterations = 2)
@Measurement(iterations = 7)
@Fork(jvmArgsAppend = {"-Xms4g", "-Xmx4g"})
public class DrainRate {

  static final int SIZE = 10_000_000;

  private NativeBlock[] values = new NativeBlock[SIZE];

  /** Makes the values. */
  @Setup(Level.Invocation)
  public void fill() {
    for (int i = 0; i < SIZE; i++) {
      values[i] = new NativeBlock();
    }
  }

  @Benchmark
  @OperationsPerInvocation(SIZE)
  public void loop() {
    for (var value : values) {
      value.close();
    }
  }

  /** All of the values with a Backdrop around each. */
  @State(Scope.Thread)
  public static class Wrapped {

    private final Backdrop<?>[] backdrops = new Backdrop<?>[SIZE];

    @Setup(Level.Invocation)
    public void wrap(DrainRate made) {
      for (int i = 0; i < SIZE; i++) {
        backdrops[i] = Backdrop.of(made.values[i], BackdropStrategy.trivial());
      }
    }
  }

  @Benchmark
  @OperationsPerInvocation(SIZE)
  public void trivial(Wrapped wrapped) {
    for (var backdrop : wrapped.backdrops) {
      backdrop.close();
    }
  }

  /** A trash thread that waits, with all of the values pending. */
  @State(Scope.Thread)
  public static class Held {

    private TrashThread trash;
    private CountDownLatch gate;

    @Setup(Level.Invocation)
    public void handOff(DrainRate made) throws InterruptedException {
      trash = TrashThread.builder().bound(Long.MAX_VALUE - 1).start();
      gate = new CountDownLatch(1);
      var atGate = new CountDownLatch(1);
      Disposer<Object> waiting =
          value -> {
            atGate.countDown();
            gate.await();
          };
      Backdrop.of("gate", waiting, trash).close();
      atGate.await();
      for (var value : made.values) {
        Backdrop.of(value, trash).close();
      }
    }
  }

  @Benchmark
  @OperationsPerInvocation(SIZE)
  public void trashThread(Held held) {
    held.gate.countDown();
    held.trash.close();
  }

  /** A trash queue with all of the values pending. */
  @State(Scope.Thread)
  public static class Queued {

    private TrashQueue queue;

    @Setup(Level.Invocation)
    public void handOff(DrainRate made) {
      queue = new TrashQueue();
      for (var value : made.values) {
        Backdrop.of(value, queue).close();
      }
    }
  }

  @Benchmark
  @OperationsPerInvocation(SIZE)
  public void trashQueue(Queued queued) {
    queued.queue.close();
  }
}
