package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A trash queue whose time passes only as a test wants it to, and what has come of its values. Test
 * classes extend it for the sake of short words.
 */
abstract class SlicedQueue {

  static final Duration LONG = Duration.ofDays(1);

  record Failed(Disposal disposal, Throwable failure) {}

  final List<Object> released = new ArrayList<>();

  final List<Failed> failed = new ArrayList<>();

  /** In nanoseconds. Passes only while something is released, and by each look where wanted. */
  long now;

  long tick;

  int looks;

  final TrashQueue queue =
      new TrashQueue((disposal, failure) -> failed.add(new Failed(disposal, failure)), this::look);

  long look() {
    looks++;
    return now += tick;
  }

  void close(Object value) {
    close(value, Disposer.structural());
  }

  <T> void close(T value, Disposer<? super T> disposer) {
    Backdrop.of(value, disposer, queue).close();
  }

  /** Closes a value and lets the queue begin with it, and release nothing yet. */
  void begin(Object value) {
    close(value);
    oneSlice();
    assertThat(released).isEmpty();
  }

  void disposeInSlices() {
    while (oneSlice()) {}
  }

  /** The shortest slice there is: the time is up at the second look after the start. */
  boolean oneSlice() {
    tick = 1;
    try {
      return queue.disposeFor(Duration.ofNanos(2));
    } finally {
      tick = 0;
    }
  }

  AutoCloseable leaf(String name) {
    return () -> released.add(name);
  }

  static AutoCloseable failing(Throwable failure) {
    return () -> {
      if (failure instanceof Error error) {
        throw error;
      }
      throw (Exception) failure;
    };
  }

  interface Step {
    void take() throws Exception;
  }

  static IncrementalDisposer<Object> inSteps(Step... steps) {
    return value -> {
      var left = List.of(steps).iterator();
      return () -> {
        left.next().take();
        return left.hasNext();
      };
    };
  }
}
