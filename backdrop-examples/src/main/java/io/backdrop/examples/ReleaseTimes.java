package io.backdrop.examples;

import io.backdrop.TrashListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/**
 * How long releases take, by type of value, as timers of Micrometer. For a service whose values are
 * of a few types: each has a timer of its own.
 */
public final class ReleaseTimes implements TrashListener {

  private final MeterRegistry registry;

  /** Several threads may ask at once. It keeps the types, and so their class loaders, alive. */
  private final ConcurrentMap<Class<?>, Timer> timers = new ConcurrentHashMap<>();

  /** For {@link io.backdrop.TrashThreadBuilder#listener}. */
  public ReleaseTimes(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void disposed(Class<?> type, long weight, long nanos) {
    timers.computeIfAbsent(type, this::timer).record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(Class<?> type) {
    return Timer.builder("backdrop.release").tag("type", type.getName()).register(registry);
  }
}
