package io.backdrop.jmh;

import io.backdrop.Arc;
import io.backdrop.Backdrop;
import io.backdrop.BackdropStrategy;
import io.backdrop.Disposal;
import io.backdrop.Disposer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What leak detection costs: making a handle, using it, and closing it, at each of its levels.
 *
 * <p>The value is nothing and is released in place by doing nothing, or handed off and forgotten,
 * so that nothing hides what the detection adds. Run with {@code -prof gc}: {@code share} allocates
 * nothing unless every handle is watched.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
public class LeakDetection {

  /** What is made and closed. */
  public enum Kind {
    /** A Backdrop. */
    backdrop {
      @Override
      int once(LeakDetection state) {
        try (var handle = Backdrop.of(state.value, Disposer.none(), state.strategy)) {
          return handle.get().length();
        }
      }
    },
    /** The same, which goes elsewhere: so the compiler can take nothing of it for granted. */
    backdropHandedOff {
      @Override
      int once(LeakDetection state) {
        try (var handle = Backdrop.of(state.value, Disposer.none(), state.elsewhere)) {
          return handle.get().length();
        }
      }
    },
    /** An Arc, closed by its only handle. */
    arc {
      @Override
      int once(LeakDetection state) {
        try (var handle = Arc.of(state.value, Disposer.none(), state.strategy)) {
          return handle.get().length();
        }
      }
    },
    /** The same, which goes elsewhere. */
    arcHandedOff {
      @Override
      int once(LeakDetection state) {
        try (var handle = Arc.of(state.value, Disposer.none(), state.elsewhere)) {
          return handle.get().length();
        }
      }
    },
    /** A Backdrop that outlives the method which made it, and goes elsewhere from another one. */
    backdropKept {
      @Override
      int once(LeakDetection state) {
        var handle = Backdrop.of(state.value, Disposer.none(), state.elsewhere);
        try (var oldest = state.backdrops.replaceOldest(handle)) {
          return oldest.get().length();
        }
      }
    },
    /** An Arc of which that is so. */
    arcKept {
      @Override
      int once(LeakDetection state) {
        var handle = Arc.of(state.value, Disposer.none(), state.elsewhere);
        try (var oldest = state.arcs.replaceOldest(handle)) {
          return oldest.get().length();
        }
      }
    },
    /** A further handle on a value that stays. */
    share {
      @Override
      int once(LeakDetection state) {
        try (var handle = state.shared.share()) {
          return handle.get().length();
        }
      }
    };

    abstract int once(LeakDetection state);
  }

  @Param public Kind kind;

  private final String value = "value";
  private final BackdropStrategy strategy = BackdropStrategy.trivial();
  private final BackdropStrategy elsewhere = disposal -> handedOff = disposal;

  @SuppressWarnings("unused") // Written so that the disposal escapes.
  private Disposal handedOff;

  private Arc<String> shared;
  private Kept<Backdrop<String>> backdrops;
  private Kept<Arc<String>> arcs;

  @Setup
  public void prepare() {
    shared = Arc.of(value, Disposer.none(), strategy);
    backdrops = new Kept<>(() -> Backdrop.of(value, Disposer.none(), elsewhere));
    arcs = new Kept<>(() -> Arc.of(value, Disposer.none(), elsewhere));
    // What is here is old from now on, as it soon would be, and not in some JVMs alone.
    System.gc();
  }

  @Benchmark
  @Fork(jvmArgsAppend = "-Dio.backdrop.leakDetection=off")
  public int off() {
    return kind.once(this);
  }

  @Benchmark
  @Fork(jvmArgsAppend = "-Dio.backdrop.leakDetection=sampled")
  public int sampled() {
    return kind.once(this);
  }

  @Benchmark
  @Fork(jvmArgsAppend = "-Dio.backdrop.leakDetection=all")
  public int all() {
    return kind.once(this);
  }

  /** The handles that are in use at a time. */
  private static final class Kept<H> {

    private static final int SIZE = 256;

    private final List<H> handles = new ArrayList<>(SIZE);
    private int oldest;

    private Kept(Supplier<H> maker) {
      for (int i = 0; i < SIZE; i++) {
        handles.add(maker.get());
      }
    }

    private H replaceOldest(H handle) {
      oldest = (oldest + 1) % SIZE;
      return handles.set(oldest, handle);
    }
  }
}
