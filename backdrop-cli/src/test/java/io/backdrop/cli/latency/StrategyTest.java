package io.backdrop.cli.latency;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class StrategyTest {

  @Test
  void aPaceIsFoundForAsManyEntriesAsThereCanBe() {
    var plan = Plans.small().withEntries(Integer.MAX_VALUE);

    assertThatCode(() -> Strategy.PACED.start(plan).close()).doesNotThrowAnyException();
  }
}
