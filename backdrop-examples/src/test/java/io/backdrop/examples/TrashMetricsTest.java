package io.backdrop.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.Backdrop;
import io.backdrop.Disposer;
import io.backdrop.TrashThread;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A registry of Micrometer's shows what trash threads do. */
@Timeout(60)
class TrashMetricsTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void whatWaitsIsSeenWhileItWaits() throws Exception {
    var running = new CountDownLatch(1);
    var end = new CountDownLatch(1);
    try (var trash = TrashThread.start()) {
      new TrashMetrics(trash, "indexes").bindTo(registry);
      Backdrop.of("slow", weighing(slow -> waitFor(end, running)), trash).close();
      Backdrop.of("behind it", weighing(behind -> {}), trash).close();
      running.await();

      assertThat(gauge("backdrop.pending")).isEqualTo(2);
      assertThat(gauge("backdrop.pending.bytes")).isEqualTo(200);
      assertThat(registry.get("backdrop.oldest").timeGauge().value(TimeUnit.NANOSECONDS))
          .isPositive();

      end.countDown();
    }
    assertThat(gauge("backdrop.pending")).isZero();
    assertThat(gauge("backdrop.pending.bytes")).isZero();
  }

  @Test
  void whatWasDoneIsCounted() {
    var trash = TrashThread.builder().onFailure((disposal, failure) -> {}).start();
    new TrashMetrics(trash, "indexes").bindTo(registry);
    for (int i = 0; i < 3; i++) {
      Backdrop.of("good", Disposer.none(), trash).close();
    }
    Backdrop.of("bad", TrashMetricsTest::fail, trash).close();
    trash.close();
    Backdrop.of("late", Disposer.none(), trash).close();

    assertThat(count("backdrop.handed.off")).isEqualTo(4);
    assertThat(count("backdrop.disposed")).isEqualTo(4);
    assertThat(count("backdrop.failed")).isEqualTo(1);
    assertThat(count("backdrop.in.caller")).isEqualTo(1);
    assertThat(count("backdrop.retried")).isZero();
    assertThat(count("backdrop.elsewhere")).isZero();
  }

  @Test
  void twoTrashThreadsAreToldApart() throws Exception {
    try (var files = TrashThread.start();
        var indexes = TrashThread.start()) {
      new TrashMetrics(files, "files").bindTo(registry);
      new TrashMetrics(indexes, "indexes").bindTo(registry);
      Backdrop.of("index", Disposer.none(), indexes).close();
      indexes.flush();

      assertThat(handedOff("files")).isZero();
      assertThat(handedOff("indexes")).isEqualTo(1);
    }
  }

  @Test
  void releasesAreTimedByTypeOfValue() {
    try (var trash = TrashThread.builder().listener(new ReleaseTimes(registry)).start()) {
      Backdrop.of("text", Disposer.none(), trash).close();
      Backdrop.of("text", Disposer.none(), trash).close();
      Backdrop.of(1, Disposer.none(), trash).close();
    }
    assertThat(released(String.class)).isEqualTo(2);
    assertThat(released(Integer.class)).isEqualTo(1);
  }

  private static Disposer<String> weighing(Disposer<String> disposer) {
    return disposer.weighing(value -> 100);
  }

  private static void waitFor(CountDownLatch end, CountDownLatch running)
      throws InterruptedException {
    running.countDown();
    end.await();
  }

  private static void fail(String value) {
    throw new IllegalStateException("This " + value + " cannot be released");
  }

  private double gauge(String name) {
    return registry.get(name).gauge().value();
  }

  private double count(String name) {
    return registry.get(name).functionCounter().count();
  }

  private double handedOff(String trash) {
    return registry.get("backdrop.handed.off").tag("trash", trash).functionCounter().count();
  }

  private long released(Class<?> type) {
    return registry.get("backdrop.release").tag("type", type.getName()).timer().count();
  }
}
