package io.backdrop.jmh;

import io.backdrop.jmh.peer.Nothing;
import io.backdrop.jmh.peer.Peer;
import io.backdrop.jmh.peer.Target;
import java.util.concurrent.TimeUnit;
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
 * What one value costs from the making of its handle to its hand-off, in a burst of {@value
 * HandOffBurst#SIZE}. What the burst before handed off is released outside of the measured part.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
public class CreateAndClose {

  @Param public Peer peer;

  private Target target;

  @Setup(Level.Trial)
  public void start() {
    target = peer.start();
    // It is old from now on, as it soon would be, and not in some JVMs alone: each peer has but
    // one.
    System.gc();
  }

  @TearDown(Level.Trial)
  public void end() {
    target.close();
  }

  @Setup(Level.Invocation)
  public void rest() throws Exception {
    target.flush();
    Pause.until(System.nanoTime() + HandOffBurst.GAP);
  }

  @Benchmark
  @OperationsPerInvocation(HandOffBurst.SIZE)
  public void createAndClose(Allocation allocation) throws Exception {
    allocation.begin();
    for (int i = 0; i < HandOffBurst.SIZE; i++) {
      target.handle(Nothing.NOTHING).close();
    }
    allocation.end(HandOffBurst.SIZE);
  }
}
