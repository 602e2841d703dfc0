package io.backdrop.cli.latency;

import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.Arc;
import io.backdrop.ArcSwap;
import io.backdrop.BackdropStrategy;
import io.backdrop.Disposer;
import io.backdrop.cli.latency.Server.Duty;
import io.backdrop.cli.latency.Server.Numbers;
import io.backdrop.cli.payload.Payload;
import io.backdrop.cli.payload.Tally;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ServerTest {

  private static final long STALL = Duration.ofMillis(50).toNanos();

  /** All classes are loaded by then, on a machine that is busy otherwise too. */
  private static final long HEAD_START = Duration.ofSeconds(2).toNanos();

  /**
   * Those that were due in its first half wait for all of the second half, at the least. With times
   * from when the server begins to answer there would be one late answer, that of the stall itself.
   */
  @Test
  void aStallMakesEveryRequestLateThatIsDueMeanwhile() throws Exception {
    var plan = Plans.small();
    long dueInHalfOfIt = plan.rate() * STALL / 2 / 1_000_000_000;

    var latencies = serve(plan, new Stalling(plan.rate() / 50)).latencies();

    assertThat(latencies.getCountBetweenValues(STALL / 2, Long.MAX_VALUE))
        .isGreaterThanOrEqualTo(dueInHalfOfIt);
    assertThat(latencies.getTotalCount()).isEqualTo(2_000);
  }

  @Test
  void whereOneIsAlwaysDueNoneWaitsForAnother() throws Exception {
    var recording = serve(Plans.saturating(), new Stalling(1));

    var latencies = recording.latencies();
    double sum = latencies.getMean() * latencies.getTotalCount();
    assertThat(latencies.getTotalCount()).isPositive();
    assertThat(sum).isLessThan(1.01 * recording.end());
  }

  private static Recording serve(Plan plan, Payload index) throws Exception {
    var releasing = Releasing.by(BackdropStrategy.trivial());
    var recording = new Recording(Timeline.buckets(plan), Timeline.bucketNanos(plan));
    try (var current = new ArcSwap<>(Arc.of(index, Disposer.none(), releasing.strategy()))) {
      return new Server(
              Schedule.startingAt(System.nanoTime() + HEAD_START, plan),
              new Numbers(0, 1),
              current,
              releasing,
              Duty.NONE,
              recording,
              () -> false)
          .call()
          .recording();
    }
  }

  /** Takes that long for one of the requests, and no time for the others. */
  private record Stalling(long request) implements Payload {

    @Override
    public long answer(long asked) {
      long end = System.nanoTime() + (asked == request ? STALL : 0);
      while (System.nanoTime() < end) {
        Thread.onSpinWait();
      }
      return asked;
    }

    @Override
    public Object value() {
      return this;
    }

    @Override
    public long released() {
      return 0;
    }

    @Override
    public Tally tally() {
      return new Tally(1, 0, 0, 1);
    }

    @Override
    public void discard() {}
  }
}
