package io.backdrop.examples;

import io.backdrop.TrashStatistics;
import io.backdrop.TrashThread;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * How a trash thread is doing, as meters of Micrometer. They ask the trash thread when they are
 * read: neither a hand-off nor a release does anything for them.
 *
 * <p>A registry keeps no trash thread alive.
 */
public final class TrashMetrics implements MeterBinder {

  private final TrashThread trash;
  private final Tags tags;

  /** The name tells several trash threads apart: it is the tag {@code trash} of each meter. */
  public TrashMetrics(TrashThread trash, String name) {
    this.trash = trash;
    this.tags = Tags.of("trash", name);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    count(registry, "backdrop.handed.off", TrashStatistics::handedOff);
    count(registry, "backdrop.disposed", TrashStatistics::disposed);
    count(registry, "backdrop.failed", TrashStatistics::failed);
    count(registry, "backdrop.retried", TrashStatistics::retried);
    count(registry, "backdrop.in.caller", TrashStatistics::inCaller);
    count(registry, "backdrop.elsewhere", TrashStatistics::elsewhere);
    measure(registry, "backdrop.pending", "disposals", TrashStatistics::pending);
    measure(registry, "backdrop.pending.bytes", "bytes", TrashStatistics::pendingBytes);
    time(registry, "backdrop.oldest", stats -> stats.oldest().toNanos());
    time(registry, "backdrop.busy", stats -> stats.busy().toNanos());
    time(registry, "backdrop.longest", stats -> stats.longest().toNanos());
  }

  private void count(MeterRegistry registry, String name, ToLongFunction<TrashStatistics> figure) {
    FunctionCounter.builder(name, trash, reading(figure)).tags(tags).register(registry);
  }

  private void measure(
      MeterRegistry registry, String name, String unit, ToLongFunction<TrashStatistics> figure) {
    Gauge.builder(name, trash, reading(figure)).baseUnit(unit).tags(tags).register(registry);
  }

  private void time(MeterRegistry registry, String name, ToLongFunction<TrashStatistics> nanos) {
    TimeGauge.builder(name, trash, TimeUnit.NANOSECONDS, reading(nanos))
        .tags(tags)
        .register(registry);
  }

  private static ToDoubleFunction<TrashThread> reading(ToLongFunction<TrashStatistics> figure) {
    return trash -> figure.applyAsLong(trash.stats());
  }
}
