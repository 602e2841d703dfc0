package io.backdrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The last of the list of what goes wrong in the Rust original; the others are the core's. */
@Timeout(60)
class NotInheritedTest {

  /** 14: there, the comparison times a single drop. */
  @Test
  void theFirstDropIsShownApartFromTheMedianAndTheWorstOfMany() {
    assertThat(Table.of(Reports.of(Row.values())))
        .anySatisfy(line -> assertThat(line).contains("warm runs: 3"))
        .anySatisfy(line -> assertThat(line).containsSubsequence("cold", "median", "worst"));
  }

  /** 14 as well: there, that everything was dropped is taken on trust. */
  @Test
  void aDropThatDidNotHappenIsNoFastOne() throws Exception {
    var lost = new Contender(disposal -> {});

    var sample = new Measurement(Row.THREAD, lost, Duration.ZERO).of(new NativeStrings(10));

    assertThat(sample.fault()).contains("0 were released");
  }
}
