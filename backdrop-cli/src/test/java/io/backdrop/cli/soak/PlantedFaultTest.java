package io.backdrop.cli.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A soak finds the faults that are planted. */
@Timeout(300)
class PlantedFaultTest {

  private static final Duration LONG = Duration.ofMinutes(10);

  private static Outcome soak(long seed, Duration patience, Planted planted) {
    return new Soak(new Settings(seed, LONG, Long.MAX_VALUE, patience, planted)).run(soFar -> {});
  }

  @ParameterizedTest
  @CsvSource({"LOST, released 0 times", "TWICE, released 2 times", "UNSEEN, seen 0 times"})
  void aPlantedFaultIsFoundAndItsSeedFindsItAgain(Planted planted, String fault) {
    var patience = Duration.ofSeconds(12);
    var first = soak(1, patience, planted).imbalance();

    assertThat(first.faults()).anySatisfy(line -> assertThat(line).contains(fault));

    var again = soak(first.seed(), patience, planted);
    assertThat(again.rounds()).isEqualTo(1);
    assertThat(again.balance().difference()).isPositive();
    assertThat(again.imbalance().scenario()).isEqualTo(first.scenario());
  }

  @Test
  void aRoundThatDoesNotEndIsFoundWithWhereItHangs() {
    var outcome = soak(1, Duration.ofSeconds(4), Planted.HANGING);

    assertThat(outcome.imbalance().faults())
        .anySatisfy(line -> assertThat(line).contains("does not end"))
        .anySatisfy(line -> assertThat(line).contains("soak-producer"))
        .anySatisfy(line -> assertThat(line).contains("Planted"));
  }
}
