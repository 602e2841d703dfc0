package io.backdrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.cli.payload.PayloadKind;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

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
  void aDropThatDidNotHappenIsNoFastOne(@TempDir Path directory) throws Exception {
    var lost = new Contender(disposal -> {});
    var strings = PayloadKind.STRINGS.build(10, directory);

    var sample = new Measurement(Row.THREAD, lost, Duration.ZERO).of(strings);

    assertThat(sample.fault()).contains("0 were released");
  }
}
