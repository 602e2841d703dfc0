package io.backdrop.jmh;

import io.backdrop.Arc;
import io.backdrop.ArcSwap;
import io.backdrop.BackdropStrategy;
import io.backdrop.Disposer;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.apache.lucene.search.ReferenceManager;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What it costs a reader to take the current version of something, use it and let it go, while
 * another thread replaces it every millisecond.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Reload {

  @Benchmark
  public void arcSwap(Swapped content, Blackhole use) {
    try (var handle = content.swap.load()) {
      use.consume(handle.get());
    }
  }

  @Benchmark
  public void arcSwapEscaping(Swapped content, Blackhole use) {
    try (var handle = content.swap.load()) {
      use.consume(handle);
      use.consume(handle.get());
    }
  }

  @Benchmark
  public void readWriteLock(Guarded content, Blackhole use) {
    var reading = content.lock.readLock();
    reading.lock();
    try {
      use.consume(content.version);
    } finally {
      reading.unlock();
    }
  }

  @Benchmark
  public void lucene(Managed content, Blackhole use) throws IOException {
    var version = content.manager.acquire();
    try {
      use.consume(version);
    } finally {
      content.manager.release(version);
    }
  }

  /** Content with a thread that replaces it. */
  @State(Scope.Benchmark)
  public abstract static class Content {

    private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(1);

    private Thread writer;

    abstract void replace() throws IOException;

    @Setup
    public void begin() {
      writer = Thread.ofPlatform().daemon().start(this::keepReplacing);
    }

    @TearDown
    public void end() throws InterruptedException {
      writer.interrupt();
      writer.join();
    }

    private void keepReplacing() {
      try {
        while (!Thread.currentThread().isInterrupted()) {
          replace();
          LockSupport.parkNanos(PERIOD);
        }
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Content in an {@link ArcSwap}. */
  public static class Swapped extends Content {
    final ArcSwap<Object> swap = new ArcSwap<>(version());

    @Override
    void replace() {
      swap.store(version());
    }

    private static Arc<Object> version() {
      return Arc.of(new Object(), Disposer.none(), BackdropStrategy.trivial());
    }
  }

  /** Content that is used and replaced under a lock. */
  public static class Guarded extends Content {
    final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    Object version = new Object();

    @Override
    void replace() {
      lock.writeLock().lock();
      try {
        version = new Object();
      } finally {
        lock.writeLock().unlock();
      }
    }
  }

  /** Content that Lucene manages. */
  public static class Managed extends Content {
    final Manager manager = new Manager();

    @Override
    void replace() throws IOException {
      manager.maybeRefresh();
    }
  }

  static final class Manager extends ReferenceManager<LoopCounted> {
    Manager() {
      current = new LoopCounted();
    }

    @Override
    protected LoopCounted refreshIfNeeded(LoopCounted old) {
      return new LoopCounted();
    }

    @Override
    protected boolean tryIncRef(LoopCounted version) {
      return version.tryRetain();
    }

    @Override
    protected void decRef(LoopCounted version) {
      version.release();
    }

    @Override
    protected int getRefCount(LoopCounted version) {
      return version.count();
    }
  }
}
