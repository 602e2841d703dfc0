package io.backdrop;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How old the oldest pending disposal is at most. */
class HandOffTimesTest {

  private static long millis(long millis) {
    return MILLISECONDS.toNanos(millis);
  }

  @Test
  void whatHadNotComeWhenLookedAtIsYounger() {
    var times = new HandOffTimes(0);
    times.note(5, millis(10));
    times.note(9, millis(20));

    assertThat(times.age(4, millis(30))).isEqualTo(millis(30));
    assertThat(times.age(5, millis(30))).isEqualTo(millis(20));
    assertThat(times.age(8, millis(30))).isEqualTo(millis(20));
    assertThat(times.age(9, millis(30))).isEqualTo(millis(10));
  }

  @Test
  void theLatestLookAtTheSameCountIsTheOneThatTells() {
    var times = new HandOffTimes(0);
    times.note(0, millis(10));
    times.note(0, millis(90));

    assertThat(times.age(0, millis(100))).isEqualTo(millis(10));
  }

  @Test
  void nothingIsYoungerThanNewWhoeverWasQuickerToNoteIt() {
    var times = new HandOffTimes(0);
    times.note(5, millis(20));

    assertThat(times.age(5, millis(19))).isZero();
  }

  @Test
  void longHistoriesGrowCoarseAndStayRight() {
    var times = new HandOffTimes(0);
    for (int i = 1; i <= 10_000; i++) {
      times.note(i, millis(2L * i));
    }
    long now = millis(20_000);

    assertThat(times.age(9_999, now)).isBetween(millis(2), millis(20));
    assertThat(times.age(5_000, now)).isBetween(millis(10_000), millis(20_000));
    assertThat(times.age(0, now)).isEqualTo(now);
  }

  @ParameterizedTest(name = "after {0} s")
  @ValueSource(ints = {1, 10, 100, 10_000})
  void whatHasBeenPendingForAnyTimeIsNotToldMuchOlderThanItIs(int seconds) {
    var times = new HandOffTimes(0);
    int notes = 1_000 * seconds;
    for (int i = 1; i <= notes; i++) {
      times.note(i, millis(i));
    }

    for (int age = 2; age < notes; age = age * 3 / 2) {
      assertThat(times.age(notes - age, millis(notes)))
          .isBetween(millis(age), millis(age + age / 8 + 2));
    }
  }
}
