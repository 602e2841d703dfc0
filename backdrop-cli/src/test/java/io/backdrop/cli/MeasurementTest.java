package io.backdrop.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backdrop.BackdropStrategy;
import io.backdrop.Disposer;
import io.backdrop.cli.payload.Payload;
import io.backdrop.cli.payload.PayloadKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class MeasurementTest {

  private static final int SIZE = 1000;

  private static final BackdropStrategy RELEASING_TWICE =
      disposal -> {
        var value = disposal.value();
        disposal.run();
        releaseAgain(value);
      };

  private static void releaseAgain(Object value) {
    try {
      Disposer.structural().dispose(value);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theCountOfEveryRowHolds(Row row) throws Exception {
    try (var contender = row.start()) {
      var measurement = new Measurement(row, contender, Duration.ofSeconds(30));

      assertThat(measurement.of(strings()).fault()).isNull();
      measurement.warmUp();
      assertThat(measurement.of(strings()).fault()).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"TASK_MANY", "NETTY_ONE", "REACTOR_BLOCKING_ONE", "VERTX_MANY"})
  void aHandOffIsMeasuredBesideTheBareSubmitOfItsRuntime(Row row) throws Exception {
    try (var contender = row.start()) {
      var measurement = new Measurement(row, contender, Duration.ofSeconds(30));

      var beside = measurement.warm(strings()).beside();

      assertThat(beside.handOffNanos()).isPositive();
      assertThat(beside.submitNanos()).isPositive();
    }
  }

  @Test
  void whereThereIsNoRuntimeThereIsNoBareSubmit() throws Exception {
    try (var contender = Row.TRASH_THREAD.start()) {
      var measurement = new Measurement(Row.TRASH_THREAD, contender, Duration.ofSeconds(30));

      assertThat(measurement.warm(strings()).beside()).isNull();
    }
  }

  @Test
  void aStrategyThatReleasesTwiceIsAtFault() throws Exception {
    assertThat(measure(Row.THREAD, RELEASING_TWICE).fault())
        .isEqualTo("of 1,000 parts 1,000 were released, 1,000 a second time, and 0 are left");
  }

  @Test
  void aStrategyThatLosesTheValueIsAtFault() throws Exception {
    assertThat(measure(Row.THREAD, BackdropStrategy.leak()).fault())
        .isEqualTo("of 1,000 parts 0 were released, 0 a second time, and 1,000 are left");
  }

  @Test
  void aLeakThatReleasesIsAtFault() throws Exception {
    assertThat(measure(Row.LEAK, BackdropStrategy.trivial()).fault())
        .isEqualTo("of 1,000 parts 1,000 were released, 0 a second time, and 0 are left");
  }

  @Test
  void aStrategyThatLosesValuesDoesNotWarmUp() {
    var contender = new Contender(BackdropStrategy.leak());

    assertThatThrownBy(() -> new Measurement(Row.THREAD, contender, Duration.ZERO).warmUp())
        .hasMessageContaining("were lost");
  }

  @Test
  void theReleaseIsTimedOnTheThreadThatItRunsOn() throws Exception {
    try (var contender = Row.TRASH_THREAD.start()) {
      var measurement = new Measurement(Row.TRASH_THREAD, contender, Duration.ofSeconds(30));

      var sample = measurement.of(strings());

      assertThat(sample.cleanUpThread()).isEqualTo("backdrop-trash");
      assertThat(sample.cleanUpNanos()).isPositive();
    }
  }

  @Test
  void whatTheLeakLeftIsDiscarded() throws Exception {
    var payload = strings();

    new Measurement(Row.LEAK, Row.LEAK.start(), Duration.ZERO).of(payload);

    assertThat(payload.tally().left()).isZero();
  }

  private static Sample measure(Row row, BackdropStrategy strategy) throws Exception {
    return new Measurement(row, new Contender(strategy), Duration.ZERO).of(strings());
  }

  private static Payload strings() throws IOException {
    return PayloadKind.STRINGS.build(SIZE, Path.of(""));
  }
}
