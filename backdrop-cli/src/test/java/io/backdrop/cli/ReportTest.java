package io.backdrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {

  @Test
  void theColdSampleIsInNoWarmFigure() {
    var line = line(Reports.measured(Row.NONE, Reports.samples(900, 1, 2, 3)));

    assertThat(line.coldNanos()).isEqualTo(900);
    assertThat(line.handOffs()).containsExactly(1L, 2L, 3L);
    assertThat(line.worstNanos()).isEqualTo(3);
  }

  @Test
  void ofSeveralColdSamplesTheMedianIsShown() {
    var line =
        line(new Measured(Row.NONE, Reports.samples(900, 100, 300), Reports.samples(1, 2, 3)));

    assertThat(line.coldNanos()).isEqualTo(300);
    assertThat(line.coldHandOffs()).containsExactly(900L, 100L, 300L);
  }

  @Test
  void theMedianOfAnOddNumberIsTheMiddleOne() {
    assertThat(Measured.median(List.of(9L, 1L, 5L))).isEqualTo(5);
  }

  @Test
  void theMedianOfAnEvenNumberIsBetweenTheTwoInTheMiddle() {
    assertThat(Measured.median(List.of(9L, 1L, 4L, 6L))).isEqualTo(5);
  }

  @Test
  void aRowIsFasterByTheRatioOfTheMedians() {
    var report = Reports.of(Row.NONE, Row.TRIVIAL);

    assertThat(report.rows().get(1).timesFaster()).isEqualTo(10.0);
  }

  @Test
  void withoutTheInlineRowNothingIsFaster() {
    assertThat(Reports.of(Row.TRASH_THREAD).rows().getFirst().timesFaster()).isNull();
  }

  @Test
  void theLeakHasNoCleanUp() {
    var line = line(Reports.measured(Row.LEAK, Reports.samples(9, 1)));

    assertThat(line.cleanUpNanos()).isNull();
    assertThat(line.cleanUpThreads()).isEmpty();
    assertThat(line.cleanUps()).isEmpty();
  }

  @Test
  void everyThreadThatReleasedIsNamedOnce() {
    var samples =
        List.of(
            new Sample(1, 1, 1, "a", null, null),
            new Sample(1, 1, 1, "b", null, null),
            new Sample(1, 1, 1, "a", null, null));

    assertThat(line(Reports.measured(Row.THREAD, samples)).cleanUpThreads())
        .containsExactly("a", "b");
  }

  @Test
  void whatStandsBesideTheBareSubmitIsTheMedianOfTheWarmRuns() {
    var sample = new Sample(1, 1, 1, "a", null, null);
    var samples =
        List.of(
            sample,
            sample.with(new BesideSubmit(10, 7)),
            sample.with(new BesideSubmit(30, 5)),
            sample.with(new BesideSubmit(20, 6)));

    assertThat(line(Reports.measured(Row.NETTY_ONE, samples)).beside())
        .isEqualTo(new BesideSubmit(20, 6));
  }

  private static Report.Line line(Measured measured) {
    return Reports.of(List.of(measured)).rows().getFirst();
  }
}
