package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.LeakDetection.Level;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** At the level that is the default, some handles are watched: not all, and not all the time. */
@Timeout(60)
class SampledLeaksTest {

  private final LeakCapture leaks = new LeakCapture(Level.SAMPLED, Value.class);

  private record Value() {}

  @AfterEach
  void end() {
    leaks.close();
  }

  @Test
  void someOfManyAreReportedWhenSampledAndThePlaceIsKnownOnceTheTypeIsSuspect() {
    loseMany(new Value());
    assertThat(leaks.await(1).size()).isLessThan(1_000);

    GarbageCollection.untilTrue(() -> {
      loseMany(new Value());
      return leaks.await(1).stream().anyMatch(leak -> leak.made().isPresent());
    });

    assertThat(leaks.await(1).get(0).made()).isEmpty();
  }

  @Test
  void whenEnoughAreWatchedNoneIsPickedUntilTheCollectorHasComeBy() {
    var watched = LongStream.generate(() -> watchedOf(100_000)).limit(1_000);

    assertThat(watched.anyMatch(found -> found == 0)).isTrue();
    GarbageCollection.untilTrue(() -> watchedOf(10_000) > 0);
  }

  private static long watchedOf(int values) {
    return IntStream.range(0, values)
        .mapToObj(i -> Tracking.disposal("value", Disposer.none(), BackdropStrategy.leak()))
        .peek(ClaimableDisposal::handleMade)
        .peek(ClaimableDisposal::close)
        .filter(TrackedDisposal.class::isInstance)
        .count();
  }

  private static void loseMany(Object value) {
    for (int i = 0; i < 20_000; i++) {
      Backdrop.of(value, Disposer.none(), BackdropStrategy.trivial());
    }
  }
}
