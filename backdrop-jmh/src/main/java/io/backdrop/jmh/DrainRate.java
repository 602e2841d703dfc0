package io.backdrop.jmh;

import io.backdrop.Backdrop;
import io.backdrop.BackdropStrategy;
import io.backdrop.jmh.peer.Peer;
import io.backdrop.jmh.peer.Target;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
 * How long it takes to release all of many values that wait in a backlog, beside a plain loop over
 * them on one thread, and one over as many Backdrops that are closed in place. Before that they are
 * made, and handed off to a target that is held up; and the heap is collected, so that no
 * collection is under way that was begun while they were made.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Fork(jvmArgsAppend = {"-Xms4g", "-Xmx4g"})
public class DrainRate {

  /** How many values. */
  @Param("10000000")
  public int size;

  @Param({"block"})
  public Released released;

  private AutoCloseable[] values;

  /** Makes the values. */
  @Setup(Level.Invocation)
  public void fill() {
    values = new AutoCloseable[size];
    for (int i = 0; i < size; i++) {
      values[i] = released.make();
    }
  }

  /** The values alone. */
  @State(Scope.Thread)
  public static class Bare {

    @Setup(Level.Invocation)
    public void collect(DrainRate made) {
      System.gc();
    }
  }

  @Benchmark
  public void loop(Bare bare) throws Exception {
    for (var value : values) {
      value.close();
    }
  }

  /** All of the values with a Backdrop around each. */
  @State(Scope.Thread)
  public static class Wrapped {

    private Backdrop<?>[] backdrops;

    @Setup(Level.Invocation)
    public void wrap(DrainRate made) {
      backdrops = new Backdrop<?>[made.size];
      for (int i = 0; i < made.size; i++) {
        backdrops[i] = Backdrop.of(made.values[i], BackdropStrategy.trivial());
      }
      System.gc();
    }
  }

  @Benchmark
  public void trivial(Wrapped wrapped) {
    for (var backdrop : wrapped.backdrops) {
      backdrop.close();
    }
  }

  /** A target that waits, with all of the values pending. */
  @State(Scope.Thread)
  public static class Held {

    @Param public Peer peer;

    private Target target;
    private CountDownLatch gate;

    @Setup(Level.Invocation)
    public void handOff(DrainRate made) throws Exception {
      target = peer.start(made.size + 2);
      gate = new CountDownLatch(1);
      if (peer != Peer.trashQueue) {
        hold();
      }
      for (var value : made.values) {
        target.handle(value).close();
      }
      System.gc();
    }

    @TearDown(Level.Invocation)
    public void end() {
      target.close();
    }

    private void hold() throws Exception {
      var atGate = new CountDownLatch(1);
      target
          .handle(() -> {
            atGate.countDown();
            gate.await();
          })
          .close();
      atGate.await();
    }
  }

  @Benchmark
  public void held(Held held) throws Exception {
    held.gate.countDown();
    held.target.flush();
  }
}
