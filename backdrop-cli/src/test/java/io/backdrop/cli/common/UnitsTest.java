package io.backdrop.cli.common;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitsTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 ns",
    "999, 999 ns",
    "1000, 1.00 µs",
    "1125, 1.13 µs",
    "6635, 6.63 µs", // A double that is a little less.
    "9994, 9.99 µs",
    "9996, 10.0 µs",
    "99960, 100 µs",
    "999499, 999 µs",
    "999500, 1.00 ms",
    "51400000, 51.4 ms",
    "2040000000, 2.04 s",
    "1234000000000, 1234 s"
  })
  void aTimeHasThreeDigitsAndAUnit(long nanos, String text) {
    assertThat(Units.time(nanos)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"1, 1.00×", "0.971, 0.97×", "594.2, 594×", "15800, 15.8k×", "1230000, 1.23M×"})
  void aRatioHasThreeDigits(double ratio, String text) {
    assertThat(Units.ratio(ratio)).isEqualTo(text);
  }

  @Test
  void memoryIsInPowersOfTwo() {
    assertThat(Units.bytes(1.5 * 1024 * 1024 * 1024)).isEqualTo("1.50 GiB");
  }

  @Test
  void whatHasNoEndHasNoDigits() {
    assertThat(Units.bytes(Double.POSITIVE_INFINITY)).isEqualTo("Infinity PiB");
  }

  @Test
  void aTimeFitsItsColumn() {
    for (long nanos = 1; nanos < 1_000_000_000_000L; nanos = nanos * 3 / 2 + 1) {
      assertThat(Units.time(nanos)).hasSizeLessThanOrEqualTo(7);
    }
  }
}
