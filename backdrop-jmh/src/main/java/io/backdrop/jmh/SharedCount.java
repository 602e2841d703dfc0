package io.backdrop.jmh;

import io.backdrop.Arc;
import io.backdrop.BackdropStrategy;
import io.backdrop.Disposer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.AbstractReferenceCounted;
import io.netty.util.ReferenceCounted;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import net.openhft.chronicle.core.io.ReferenceOwner;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What it costs to take a further share of a value, read the value, and give the share back.
 *
 * <p>Where the name says {@code Escaping}, the handle is shown to somebody else, so that the
 * compiler has to make it. {@code locked} and {@code cas} are two ways to have a handle close once,
 * on one and the same count. {@code atomicInteger}, Netty and Chronicle have no handles: whoever
 * releases twice takes somebody else's share.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class SharedCount {

  private static final RuntimeException FAILURE = new IllegalStateException("now and then");

  private static final ReferenceOwner OWNER = ReferenceOwner.temporary("benchmark");

  private static final VarHandle COUNT;
  private static final VarHandle OWN;

  static {
    try {
      var lookup = MethodHandles.lookup();
      COUNT = lookup.findVarHandle(SharedCount.class, "count", int.class);
      OWN = lookup.findVarHandle(Own.class, "state", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Arc<Object> arc = Arc.of(new Object(), Disposer.none(), BackdropStrategy.trivial());
  private final Counted counted = new Counted(new Object());
  private final LoopCounted loopCounted = new LoopCounted();
  private final ReferenceCounted netty = new NettyCounted();
  private final ByteBuf nettyBuffer = Unpooled.buffer();
  private final ChronicleCounted chronicle = new ChronicleCounted();
  private volatile int count;

  /** What a thread has for itself: in place of a handle, and to count calls. */
  @State(Scope.Thread)
  public static class Own {
    volatile int state;
    private int calls;

    /** The body of a method that uses a value and that the compiler does not see through. */
    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    int use(Object value, int throwEvery) {
      if (++calls % throwEvery == 0) {
        throw FAILURE;
      }
      return calls;
    }
  }

  /** A count that goes up and down. */
  @Benchmark
  public int floor() {
    COUNT.getAndAdd(this, 1);
    return (int) COUNT.getAndAdd(this, -1);
  }

  /** The same with a handle that closes once, for which there is nothing to make. */
  @Benchmark
  public int floorClaiming(Own own) {
    COUNT.getAndAdd(this, 1);
    int open = own.state;
    OWN.compareAndSet(own, open, open + 1);
    return (int) COUNT.getAndAdd(this, -1);
  }

  @Benchmark
  public void arc(Blackhole use) {
    try (var handle = arc.share()) {
      use.consume(handle.get());
    }
  }

  /** The handle is to vanish also where the value is used by what the compiler does not inline. */
  @Benchmark
  public int arcCalling(Own own) {
    try (var handle = arc.share()) {
      return own.use(handle.get(), Integer.MAX_VALUE);
    }
  }

  /** What throws now and then brings a second close() into play, which is not inlined. */
  @Benchmark
  public int arcThrowing(Own own) {
    try (var handle = arc.share()) {
      return own.use(handle.get(), 4_096);
    } catch (IllegalStateException e) {
      return 0;
    }
  }

  @Benchmark
  public void arcEscaping(Blackhole use) {
    try (var handle = arc.share()) {
      use.consume(handle);
      use.consume(handle.get());
    }
  }

  @Benchmark
  public void locked(Blackhole use) {
    try (var handle = LockedHandle.share(counted)) {
      use.consume(handle.get());
    }
  }

  @Benchmark
  public void lockedEscaping(Blackhole use) {
    try (var handle = LockedHandle.share(counted)) {
      use.consume(handle);
      use.consume(handle.get());
    }
  }

  @Benchmark
  public void cas(Blackhole use) {
    try (var handle = CasHandle.share(counted)) {
      use.consume(handle.get());
    }
  }

  @Benchmark
  public void casEscaping(Blackhole use) {
    try (var handle = CasHandle.share(counted)) {
      use.consume(handle);
      use.consume(handle.get());
    }
  }

  @Benchmark
  public void atomicInteger(Blackhole use) {
    if (loopCounted.tryRetain()) {
      use.consume(loopCounted);
      loopCounted.release();
    }
  }

  @Benchmark
  public void netty(Blackhole use) {
    use.consume(netty.retain());
    netty.release();
  }

  @Benchmark
  public void nettyBuffer(Blackhole use) {
    use.consume(nettyBuffer.retain());
    nettyBuffer.release();
  }

  @Benchmark
  public void chronicle(Blackhole use) {
    chronicle.reserve(OWNER);
    use.consume(chronicle);
    chronicle.release(OWNER);
  }

  private static final class ChronicleCounted
      extends net.openhft.chronicle.core.io.AbstractReferenceCounted {

    ChronicleCounted() {
      singleThreadedCheckDisabled(true);
    }

    @Override
    protected void performRelease() {}
  }

  private static final class NettyCounted extends AbstractReferenceCounted {
    @Override
    protected void deallocate() {}

    @Override
    public ReferenceCounted touch(Object hint) {
      return this;
    }
  }
}
