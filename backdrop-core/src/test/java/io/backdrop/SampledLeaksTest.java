package io.backdrop;

import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.LeakDetection.Level;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
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
  void oneOfSomeTwoThousandIsPicked() {
    assertThat(IntStream.range(0, 2_000_000).filter(i -> Sampling.picks()).count())
        .isBetween(700L, 1_300L); // 977 at a standard deviation of 18
  }

  @Test
  void someAreReportedAndThePlaceIsKnownOnceTheTypeIsSuspect() {
    GarbageCollection.untilTrue(() -> {
      loseMany(new Value());
      return leaks.allSoFar().stream().anyMatch(leak -> leak.made().isPresent());
    });

    assertThat(leaks.allSoFar().get(0).made()).isEmpty();
  }

  @Test
  void whenEnoughAreWatchedNoneIsPickedUntilTheCollectorHasComeBy() {
    assertNoneIsPickedAtLast(() -> {});
    GarbageCollection.untilTrue(() -> watchedOf(10_000) > 0);
  }

  @Test
  void thatIsSoAsWellWhenTheLevelIsSetAgain() {
    assertNoneIsPickedAtLast(() -> LeakDetection.setLevel(Level.SAMPLED));
  }

  @Test
  void thatIsSoAsWellWhileAnotherThreadIsInAScope() throws Exception {
    try (var scope = supplyAsync(HandleScope::open).get()) {
      assertNoneIsPickedAtLast(() -> {});
      assertThat(scope.openHandles()).isEmpty();
    }
  }

  @Test
  void meanwhileTheLevelAllStillWatchesEveryValue() {
    assertNoneIsPickedAtLast(() -> {});

    LeakDetection.setLevel(Level.ALL);

    assertThat(watchedOf(100)).isEqualTo(100);
  }

  @Test
  void afterwardsAsManyArePickedAsAreDueForTheTimeMeanwhile() {
    assertNoneIsPickedAtLast(() -> {});

    GarbageCollection.untilTrue(() -> watchedOf(200_000) > 1); // One alone would be picked anyway.
  }

  /** At last, for the collector may come by at any time. */
  private static void assertNoneIsPickedAtLast(Runnable before) {
    var watched =
        LongStream.generate(() -> {
          before.run();
          return watchedOf(100_000);
        });

    assertThat(watched.limit(1_000).anyMatch(found -> found == 0)).isTrue();
  }

  @Test
  void ofAValueThatIsSharedWithoutEndOneHandleOfSomeThousandIsWatchedAtLast() {
    var shared = sampled();

    assertThat(watched(1_000, shared::trail)).isBetween(10L, 100L);
    assertThat(watched(1_000_000, shared::trail)).isBetween(100L, 1_000L);
  }

  @Test
  void ofASampledValueTheFirstHandlesAreAllWatched() {
    assertThat(watched(8, sampled()::trail)).isEqualTo(8);
  }

  @Test
  void copiesOfASampledValueCountLikeFurtherHandles() {
    var last = new AtomicReference<>(sampled());

    var watched =
        watched(100_000, () -> last.updateAndGet(original -> original.alike("copy")).trail());

    assertThat(watched).isBetween(10L, 200L);
  }

  private static SharedDisposal<String> sampled() {
    return new TrackedSharedDisposal<>(
        "value", Disposer.none(), BackdropStrategy.leak(), LeakWatcher.SAMPLED, 0);
  }

  private static long watched(int handles, Supplier<Trail> trails) {
    return Stream.generate(trails).limit(handles).filter(trail -> trail != Trail.NONE).count();
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
