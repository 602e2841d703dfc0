package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.LeakDetection.Level;
import io.backdrop.testkit.Ledger;
import io.backdrop.testkit.Together;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is lost is released all the same, where that is wanted, and once. */
@Timeout(60)
class LeakRescueTest {

  private static final BackdropStrategy IN_PLACE = BackdropStrategy.trivial();

  private final LeakCapture leaks = new LeakCapture(Level.ALL, Value.class);
  private final AtomicInteger released = new AtomicInteger();

  private record Value() {}

  private Backdrop<Value> backdrop() {
    return Backdrop.of(new Value(), value -> released.incrementAndGet(), IN_PLACE);
  }

  private Arc<Value> arc() {
    return Arc.of(new Value(), value -> released.incrementAndGet(), IN_PLACE);
  }

  @AfterEach
  void end() {
    leaks.close();
  }

  @Test
  void nothingIsReleasedUnlessWanted() {
    backdrop();
    arc();

    leaks.await(2);
    leaks.allSoFar();

    assertThat(released).hasValue(0);
    assertThat(LeakDetection.isRescuing()).isFalse();
  }

  @Test
  void aLostBackdropIsRescuedThroughItsStrategyOnce() {
    var strategy = new AtomicInteger();
    LeakDetection.setRescuing(true);
    Backdrop.of(
        new Value(),
        value -> released.incrementAndGet(),
        disposal -> {
          strategy.incrementAndGet();
          disposal.run();
        });

    GarbageCollection.untilTrue(() -> released.get() > 0);
    leaks.allSoFar();

    assertThat(strategy).hasValue(1);
    assertThat(released).hasValue(1);
  }

  @Test
  void theShareOfALostArcIsGivenBackAndNoMore() {
    LeakDetection.setRescuing(true);
    try (var arc = arc()) {
      arc.share();
      GarbageCollection.untilTrue(() -> arc.count() < 2);
      leaks.allSoFar();

      assertThat(arc.count()).isEqualTo(1);
      assertThat(released).hasValue(0);
    }
    assertThat(released).hasValue(1);
  }

  @Test
  void theLastLostHandleReleasesTheValue() {
    LeakDetection.setRescuing(true);
    var arc = arc();
    arc.share(3);
    arc.close();

    GarbageCollection.untilTrue(() -> released.get() > 0);
    leaks.allSoFar();

    assertThat(released).hasValue(1);
  }

  @Test
  void aRescueThatFailsIsLoggedAndKeepsNoOtherFromItsTurn() {
    LeakDetection.setRescuing(true);
    try (var log = new LogCapture()) {
      Backdrop.of(
          new Value(),
          value -> {
            throw new IllegalStateException("on purpose");
          },
          IN_PLACE);
      leaks.await(1);
      backdrop();

      GarbageCollection.untilTrue(() -> released.get() == 1);
      assertThat(log.warnings())
          .anyMatch(
              warning -> warning.startsWith("Releasing a leaked") && warning.contains("Value"));
    }
  }

  /** The collector runs all the time, and finds each handle as early as it may. */
  @Test
  void aRescueNeverReleasesWhatIsJustBeingClosed() throws Exception {
    LeakDetection.setRescuing(true);
    var ledger = new Ledger(8_000);
    var collecting = Thread.ofPlatform().daemon().start(LeakRescueTest::collect);
    Together.run(
        2,
        thread -> {
          for (int value = thread * 4_000; value < (thread + 1) * 4_000; value += 4) {
            Backdrop.of(value, ledger, IN_PLACE).close();
            Arc.of(value + 1, ledger, IN_PLACE).close();
            UniqueArc.of(value + 2, ledger, IN_PLACE).share().close();
            Backdrop.of(value + 3, ledger, BackdropStrategy.leak()).withStrategy(IN_PLACE).close();
          }
        });
    collecting.interrupt();
    leaks.allSoFar();

    ledger.assertEachReleasedOnce();
  }

  private static void collect() {
    while (!Thread.currentThread().isInterrupted()) {
      System.gc();
    }
  }
}
