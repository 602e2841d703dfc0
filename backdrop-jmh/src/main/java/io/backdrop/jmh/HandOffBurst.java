package io.backdrop.jmh;

import io.backdrop.jmh.peer.Nothing;
import io.backdrop.jmh.peer.Peer;
import io.backdrop.jmh.peer.Target;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
 * What one {@code close()} costs a thread in a burst of {@value #SIZE}, alone, or while another
 * thread has such a burst too, or while the consumer is at work.
 *
 * <p>The handles are made, and what the burst before handed off is released, outside of the
 * measured part.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
public class HandOffBurst {

  /** How many values a burst has. */
  public static final int SIZE = 20_000;

  /**
   * From the end of one burst to the next: by then a polling trash thread is in a pause that is
   * longer than the burst, and so does not work beside it.
   */
  static final long GAP = 3_500_000;

  @Param public Peer peer;

  @Param({"1", "2"})
  public int threads;

  /** Whether the handles have survived a collection, as those of long-lived values have. */
  @Param({"false", "true"})
  public boolean old;

  /** Whether the consumer releases what was handed off before, for as long as the burst lasts. */
  @Param("false")
  public boolean busy;

  private final WorkAhead ahead = new WorkAhead();
  private final AutoCloseable[] handles = new AutoCloseable[SIZE];
  private final AutoCloseable[] others = new AutoCloseable[SIZE];
  private List<Companion> companions;
  private Target target;

  @Setup(Level.Trial)
  public void start() {
    if (peer == Peer.trashQueue && threads > 1) {
      throw new IllegalArgumentException(
          "threads is " + threads + "; a trashQueue is for one: leave it out, or say -p threads=1");
    }
    if (busy && !peer.hasConsumer()) {
      throw new IllegalArgumentException(
          "busy is true; " + peer + " releases in place, or never: leave it out");
    }
    target = peer.start();
    companions = Stream.generate(Companion::start).limit(threads - 1).toList();
  }

  @TearDown(Level.Trial)
  public void end() {
    companions.forEach(Companion::await);
    companions.forEach(Companion::close);
    target.close();
  }

  @Setup(Level.Invocation)
  public void prepare() throws Exception {
    companions.forEach(Companion::await);
    target.flush();
    long flushed = System.nanoTime();
    make(handles);
    if (!companions.isEmpty()) {
      make(others);
    }
    if (old) {
      System.gc();
    }
    for (var companion : companions) {
      companion.prepare(others);
    }
    if (busy) {
      ahead.handTo(target);
    } else {
      Pause.until(flushed + GAP);
    }
  }

  private void make(AutoCloseable[] all) {
    for (int i = 0; i < SIZE; i++) {
      all[i] = target.handle(Nothing.NOTHING);
    }
  }

  @Benchmark
  @OperationsPerInvocation(SIZE)
  public void close(Allocation allocation) {
    allocation.begin();
    ahead.begin();
    for (int i = 0; i < companions.size(); i++) {
      companions.get(i).begin();
    }
    closeAll(handles);
    allocation.end(SIZE);
  }

  static void closeAll(AutoCloseable[] handles) {
    try {
      for (var handle : handles) {
        handle.close();
      }
    } catch (Exception e) {
      throw new IllegalStateException("A hand-off failed", e);
    }
  }
}
