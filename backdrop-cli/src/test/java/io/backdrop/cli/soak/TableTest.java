package io.backdrop.cli.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

  private static final long MANY = 99_999_999_999L;

  private final Tried tried = new Tried();

  @Test
  void countsOfManyBillionsFit80Columns() {
    fill(tried.values());
    fill(tried.acts());
    fill(tried.strategies());
    fill(tried.events());

    assertThat(table())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80))
        .noneSatisfy(line -> assertThat(line).containsPattern("[^ ,\\d]99,999"));
  }

  private static <E extends Enum<E> & Labelled> void fill(Counts<E> counts) {
    for (var thing : counts.things()) {
      counts.add(thing, MANY);
    }
  }

  private List<String> table() {
    var balance = new Balance(MANY, MANY, MANY, MANY, 0, 0, MANY, MANY);
    return Table.of(tried, balance, 1_000, Duration.ofDays(7));
  }
}
