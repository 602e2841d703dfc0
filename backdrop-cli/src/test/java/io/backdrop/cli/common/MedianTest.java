package io.backdrop.cli.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class MedianTest {

  @Test
  void ofAnOddNumberItIsTheOneInTheMiddleInWhateverOrder() {
    assertThat(Median.of(DoubleStream.of(9, 1, 2))).isEqualTo(2);
    assertThat(Median.of(DoubleStream.of(7))).isEqualTo(7);
  }

  @Test
  void ofAnEvenNumberItIsTheMeanOfTheTwoInTheMiddle() {
    assertThat(Median.of(DoubleStream.of(100, 1, 4, 2))).isEqualTo(3);
  }

  @Test
  void ofNoneThereIsNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Median.of(DoubleStream.empty()))
        .withMessageContaining("no figures");
  }
}
