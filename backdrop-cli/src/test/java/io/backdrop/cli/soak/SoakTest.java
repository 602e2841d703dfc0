package io.backdrop.cli.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A soak goes on for as long as it is told to, and leaves the process as it was. */
@Timeout(300)
class SoakTest {

  private static final Duration LONG = Duration.ofMinutes(10);
  private static final long UNLIMITED = Long.MAX_VALUE;

  @Test
  void itEndsWhenEnoughValuesWereSeen() {
    var settings = new Settings(1, LONG, 1, Planted.NONE);

    var outcome = new Soak(settings).run(soFar -> {});

    assertThat(outcome.rounds()).isEqualTo(1);
    assertThat(outcome.imbalance()).isNull();
  }

  @Test
  void whatFailsAfterTheEndOfARoundIsToldWithTheSeedOfThatRound() {
    var settings = new Settings(1, LONG, UNLIMITED, Planted.NONE);

    var outcome = new Soak(settings).run(soFar -> failOnAThreadThatNobodyWaitsFor());

    assertThat(outcome.rounds()).isEqualTo(2);
    assertThat(outcome.imbalance().seed()).isEqualTo(1);
    assertThat(outcome.imbalance().faults())
        .anySatisfy(fault -> assertThat(fault).contains("too late"));
  }

  private static void failOnAThreadThatNobodyWaitsFor() {
    var thread =
        Thread.ofPlatform()
            .start(() -> {
              throw new IllegalStateException("too late");
            });
    Waiting.forever(thread::join);
  }

  @Test
  void theProcessIsAsBeforeWhenItHasEnded() {
    var handler = Thread.getDefaultUncaughtExceptionHandler();
    var level = io.backdrop.LeakDetection.level();

    new Soak(new Settings(1, Duration.ZERO, UNLIMITED, Planted.NONE)).run(soFar -> {});

    assertThat(Thread.getDefaultUncaughtExceptionHandler()).isSameAs(handler);
    assertThat(io.backdrop.LeakDetection.level()).isEqualTo(level);
  }
}
