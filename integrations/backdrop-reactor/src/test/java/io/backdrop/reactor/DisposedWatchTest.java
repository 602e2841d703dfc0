package io.backdrop.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import io.backdrop.Backdrop;
import io.backdrop.testkit.Ledger;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

@Timeout(60)
class DisposedWatchTest {

  @TempDir Path directory;

  @Test
  void aThousandStrategiesThatAreUsedOnceNeedOneThread() throws Exception {
    var ledger = new Ledger(1_000);
    for (int value = 0; value < ledger.size(); value++) {
      Backdrop.of(value, ledger, BackdropReactor.on(Schedulers.parallel())).close();
    }
    ledger.await();

    assertThat(watchThreads()).isEqualTo(1);
  }

  private long watchThreads() throws Exception {
    var dump = directory.resolve("threads");
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpThreads(dump.toString(), ThreadDumpFormat.TEXT_PLAIN);
    try (var lines = Files.lines(dump)) {
      return lines.filter(line -> line.contains("backdrop-reactor-watch")).count();
    }
  }

  @Test
  void whatEachOfManySchedulersForgetsIsRescued() throws Exception {
    var ledger = new Ledger(100);
    var schedulers = new ArrayList<Scheduler>();
    for (int value = 0; value < ledger.size(); value++) {
      var scheduler = Schedulers.newSingle("test");
      var occupied = new CountDownLatch(1);
      scheduler.schedule(() -> sleepUntilInterrupted(occupied));
      occupied.await();
      Backdrop.of(value, ledger, BackdropReactor.on(scheduler)).close();
      schedulers.add(scheduler);
    }

    schedulers.forEach(Scheduler::dispose);

    ledger.await();
    ledger.assertEachReleasedOnce();
  }

  private static void sleepUntilInterrupted(CountDownLatch occupied) {
    occupied.countDown();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException disposed) {
      Thread.currentThread().interrupt();
    }
  }
}
