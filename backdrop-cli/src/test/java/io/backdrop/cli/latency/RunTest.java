package io.backdrop.cli.latency;

import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.BackdropStrategy;
import io.backdrop.cli.latency.Run.Recorded;
import io.backdrop.cli.payload.PayloadKind;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RunTest {

  private static final long RELEASE = Duration.ofMillis(30).toNanos();

  @TempDir private Path directory;

  /** Between two requests there is time enough to release without anybody waiting. */
  @Test
  void aReleaseInPlaceMakesTheRequestLateThatIsDueWhenTheIndexIsReplaced() throws Exception {
    var plan = halfASecond(Duration.ofMillis(100));

    var latencies = perform(plan, RunTest::releaseSlowly).total().recording().latencies();

    assertThat(latencies.getTotalCount()).isEqualTo(10);
    assertThat(latencies.getCountBetweenValues(RELEASE, Long.MAX_VALUE))
        .isGreaterThanOrEqualTo(plan.swaps());
  }

  @Test
  void theIndexIsReplacedAsOftenAsAskedHoweverFewRequestsThereAre() throws Exception {
    var plan = halfASecond(Duration.ofMillis(10));

    var replacing = perform(plan, BackdropStrategy.trivial()).replacing();

    assertThat(replacing.swaps()).isEqualTo(50);
    assertThat(replacing.backlog()).hasSize(Timeline.buckets(plan) - 1);
  }

  private static Plan halfASecond(Duration swapEvery) {
    long nanos = Duration.ofMillis(500).toNanos();
    return new Plan(PayloadKind.STRINGS, 5, 20, swapEvery.toNanos(), nanos, 0, 1);
  }

  private Recorded perform(Plan plan, BackdropStrategy strategy) throws Exception {
    var indexes = Indexes.build(plan, directory, () -> false);
    return new Run("server-", plan, Releasing.by(strategy), indexes, () -> false).perform();
  }

  private static void releaseSlowly(Runnable disposal) {
    long end = System.nanoTime() + RELEASE;
    while (System.nanoTime() - end < 0) {
      Thread.onSpinWait();
    }
    disposal.run();
  }
}
