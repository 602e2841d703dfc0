package io.backdrop;

import java.util.function.ToLongFunction;

/** The built-in disposers, each with a name to show in logs. */
final class Disposers {

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

  enum Structural implements Disposer<Object> {
    INSTANCE;

    @Override
    public void dispose(Object value) throws Exception {
      new StructuralWalk().release(value);
    }
  }

  record Sequence<T>(Disposer<? super T> first, Disposer<? super T> then) implements Disposer<T> {

    @Override
    public void dispose(T value) throws Exception {
      var failures = new Failures();
      attempt(first, value, failures);
      attempt(then, value, failures);
      failures.throwFirst();
    }

    private void attempt(Disposer<? super T> disposer, T value, Failures failures) {
      try {
        disposer.dispose(value);
      } catch (Throwable failure) {
        failures.add(failure);
      }
    }

    @Override
    public long weight(T value) {
      return first.weight(value);
    }

    @Override
    public boolean isMemoryOnly() {
      return first.isMemoryOnly() && then.isMemoryOnly();
    }
  }

  record Weighing<T>(Disposer<T> how, ToLongFunction<? super T> bytes) implements Disposer<T> {

    @Override
    public void dispose(T value) throws Exception {
      how.dispose(value);
    }

    @Override
    public long weight(T value) {
      long weight = bytes.applyAsLong(value);
      if (weight < 0) {
        throw new IllegalArgumentException(
            "A %s weighs %d bytes by %s; a weight must not be negative"
                .formatted(value.getClass().getName(), weight, bytes));
      }
      return weight;
    }

    @Override
    public boolean isMemoryOnly() {
      return how.isMemoryOnly();
    }
  }

  record MemoryOnly<T>(Disposer<T> how) implements Disposer<T> {

    @Override
    public void dispose(T value) throws Exception {
      how.dispose(value);
    }

    @Override
    public long weight(T value) {
      return how.weight(value);
    }

    @Override
    public boolean isMemoryOnly() {
      return true;
    }
  }
}
