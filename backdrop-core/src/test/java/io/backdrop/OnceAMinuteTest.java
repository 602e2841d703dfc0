package io.backdrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is told in full again, and what is not. */
class OnceAMinuteTest {

  private long nanos = Long.MAX_VALUE - 1; // The clock may overflow.

  private final OnceAMinute told = new OnceAMinute(() -> nanos);

  private void pass(Duration time) {
    nanos += time.toNanos();
  }

  @Test
  void eachKindIsDueOnce() {
    assertThat(told.isDue("one")).isTrue();
    assertThat(told.isDue("two")).isTrue();
    assertThat(told.isDue("one")).isFalse();
  }

  @Test
  void andAgainAMinuteAfterItWasDue() {
    told.isDue("one");

    pass(Duration.ofSeconds(59));
    assertThat(told.isDue("one")).isFalse();
    pass(Duration.ofSeconds(1));
    assertThat(told.isDue("one")).isTrue();
    assertThat(told.isDue("one")).isFalse();
  }

  @Test
  void beyondTheBoundAllKindsAreOneUntilThereIsRoom() {
    for (int i = 0; i < OnceAMinute.MOST_KINDS; i++) {
      assertThat(told.isDue("kind " + i)).isTrue();
    }

    assertThat(told.isDue("one more")).isTrue();
    assertThat(told.isDue("another one")).isFalse();
    assertThat(told.isDue("kind 7")).isFalse();
    pass(Duration.ofMinutes(1));
    assertThat(told.isDue("one more")).isTrue();
    assertThat(told.isDue("another one")).isTrue();
  }
}
