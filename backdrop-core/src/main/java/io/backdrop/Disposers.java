package io.backdrop;

import io.backdrop.IncrementalDisposer.Release;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The built-in disposers, each with a name to show in logs. */
final class Disposers {

  /** Four tebibytes, of which two million can be added up without overflow. */
  private static final long MOST_WEIGHT = 1L << 42;

  private Disposers() {}

  enum Closing implements Disposer<AutoCloseable> {
    INSTANCE;

    @Override
    public void dispose(AutoCloseable value) throws Exception {
      value.close();
    }
  }

  enum None implements Disposer<Object> {
    INSTANCE;

    @Override
    public void dispose(Object value) {}
  }

  /** What is neither a container nor closeable is left to the disposer of leaves. */
  record Structural(Disposer<Object> leaves) implements IncrementalDisposer<Object> {

    static final Structural CLOSING = new Structural(None.INSTANCE);

    @Override
    public Release begin(Object value) {
      return new StructuralWalk(value, leaves);
    }
  }

  /** Incremental whatever its parts are: each of them is at least one step. */
  record Sequence<T>(Disposer<? super T> first, Disposer<? super T> then)
      implements IncrementalDisposer<T>, Weighed<T> {

    @Override
    public Release begin(T value) {
      return new InTurn(Steps.of(first, value), Steps.of(then, value));
    }

    /** Allocates nothing until both have run: the heap may be full. */
    @Override
    public void dispose(T value) throws Exception {
      var failure = attempt(first, value);
      var other = attempt(then, value);
      if (failure == null && other == null) {
        return;
      }
      var failures = new Failures();
      if (failure != null) {
        failures.add(failure);
      }
      if (other != null) {
        failures.add(other);
      }
      failures.throwFirst();
    }

    private static <T> @Nullable Throwable attempt(Disposer<? super T> how, T value) {
      try {
        how.dispose(value);
        return null;
      } catch (Throwable failure) {
        return failure;
      }
    }

    @Override
    public long weight(T value) {
      return Weighed.by(first, value);
    }

    @Override
    public boolean isMemoryOnly() {
      return first.isMemoryOnly() && then.isMemoryOnly();
    }
  }

  /** Two releases one after the other, the second whatever the first threw. */
  private static final class InTurn implements Release {

    private final Failures failures = new Failures();
    private Release current;
    private @Nullable Release next;

    InTurn(Release first, Release then) {
      current = first;
      next = then;
    }

    @Override
    public boolean step() throws Exception {
      if (attempt(current)) {
        return true;
      }
      if (next != null) {
        current = next;
        next = null;
        return true;
      }
      failures.throwFirst();
      return false;
    }

    /** That of the first, since only the first is weighed. */
    @Override
    public double progress() {
      return next != null ? current.progress() : 1;
    }

    private boolean attempt(Release release) {
      try {
        return release.step();
      } catch (Throwable failure) {
        failures.add(failure);
        return false;
      }
    }
  }

  record Weighing<T>(Disposer<T> how, ToLongFunction<? super T> bytes)
      implements Disposer<T>, Weighed<T> {

    @Override
    public void dispose(T value) throws Exception {
      how.dispose(value);
    }

    @Override
    public long weight(T value) {
      return weigh(value, bytes);
    }

    @Override
    public boolean isMemoryOnly() {
      return how.isMemoryOnly();
    }
  }

  record MemoryOnly<T>(Disposer<T> how) implements Disposer<T>, Weighed<T> {

    @Override
    public void dispose(T value) throws Exception {
      how.dispose(value);
    }

    @Override
    public long weight(T value) {
      return Weighed.by(how, value);
    }

    @Override
    public boolean isMemoryOnly() {
      return true;
    }
  }

  record WeighingSteps<T>(IncrementalDisposer<T> how, ToLongFunction<? super T> bytes)
      implements IncrementalDisposer<T>, Weighed<T> {

    @Override
    public Release begin(T value) throws Exception {
      return how.begin(value);
    }

    @Override
    public long weight(T value) {
      return weigh(value, bytes);
    }

    @Override
    public boolean isMemoryOnly() {
      return how.isMemoryOnly();
    }
  }

  record MemoryOnlySteps<T>(IncrementalDisposer<T> how)
      implements IncrementalDisposer<T>, Weighed<T> {

    @Override
    public Release begin(T value) throws Exception {
      return how.begin(value);
    }

    @Override
    public long weight(T value) {
      return Weighed.by(how, value);
    }

    @Override
    public boolean isMemoryOnly() {
      return true;
    }
  }

  private static <T> long weigh(T value, ToLongFunction<? super T> bytes) {
    long weight = bytes.applyAsLong(value);
    if (weight < 0) {
      throw new IllegalArgumentException(
          "A %s weighs %d bytes by %s; a weight must not be negative"
              .formatted(value.getClass().getName(), weight, bytes));
    }
    return Math.min(weight, MOST_WEIGHT);
  }
}
