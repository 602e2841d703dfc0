package io.backdrop.cli.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.TrashStatistics;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Which statistics of a trash thread are taken for right. */
class StatisticsCheckTest {

  private static final long BOUND = 8;

  private final Faults faults = new Faults();
  private final StatisticsCheck check =
      new StatisticsCheck(faults, setup(SubjectKind.SMALL), false);

  private static TrashThreadSetup setup(SubjectKind kind) {
    return new TrashThreadSetup(
        kind, false, BOUND, 100, WhenFull.RUN_IN_CALLER, 0, false, Long.MAX_VALUE, false);
  }

  private static TrashStatistics of(long handedOff, long disposed, long failed, long oldest) {
    return new TrashStatistics(
        handedOff,
        disposed,
        failed,
        0,
        0,
        0,
        handedOff - disposed,
        0,
        Duration.ofNanos(oldest),
        Duration.ZERO,
        Duration.ZERO);
  }

  @Test
  void aBacklogThatComesAndGoesIsRight() {
    check.look(of(0, 0, 0, 0));
    check.look(of(8, 0, 0, 5));
    check.look(of(9, 9, 1, 0));
    check.balance(of(9, 9, 1, 0), 9, 1, 1);

    assertThat(faults.isEmpty()).isTrue();
  }

  @Test
  void moreDisposedThanHandedOffIsWrong() {
    check.look(of(1, 2, 0, 0));

    assertThat(faults.lines()).singleElement().asString().contains("do not add up");
  }

  @Test
  void aBacklogBeyondItsBoundIsWrong() {
    check.look(of(BOUND + 1, 0, 0, 0));

    assertThat(faults.lines()).singleElement().asString().contains("beyond its bounds");
  }

  @Test
  void whatDisposersCloseMayBeBeyondIt() {
    new StatisticsCheck(faults, setup(SubjectKind.SMALL), true).look(of(BOUND + 1, 0, 0, 0));

    assertThat(faults.isEmpty()).isTrue();
  }

  @Test
  void countsThatGoBackAreWrong() {
    check.look(of(2, 2, 0, 0));
    check.look(of(2, 1, 0, 0));

    assertThat(faults.lines()).singleElement().asString().contains("go back");
  }

  @Test
  void handOffsThatGoBackAreWrong() {
    check.look(of(2, 1, 0, 0));
    check.look(of(1, 1, 0, 0));

    assertThat(faults.lines()).singleElement().asString().contains("go back");
  }

  @Test
  void moreFailuresThanDisposalsAreWrong() {
    check.look(of(2, 1, 2, 0));

    assertThat(faults.lines()).singleElement().asString().contains("do not add up");
  }

  @Test
  void anAgeBelowZeroIsWrong() {
    check.look(of(1, 0, 0, -1));

    assertThat(faults.lines()).singleElement().asString().contains("impossible times");
  }

  @Test
  void inTheEndWhatWasTakenIsWhatIsToldOf() {
    check.balance(of(9, 9, 0, 0), 10, 0, 0);

    assertThat(faults.lines()).singleElement().asString().contains("10 disposals were taken");
  }

  @Test
  void inTheEndNothingIsPending() {
    check.balance(of(9, 8, 0, 0), 9, 0, 0);

    assertThat(faults.lines()).singleElement().asString().contains("nothing is pending");
  }

  @Test
  void inTheEndEachFailureWasReported() {
    check.balance(of(9, 9, 2, 0), 9, 1, 2);

    assertThat(faults.lines()).singleElement().asString().contains("1 failures were reported");
  }
}
