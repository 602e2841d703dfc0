package io.backdrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

  private final List<String> table = Table.of(Reports.of(Row.values()));

  @Test
  void itFits80Columns() {
    assertThat(table).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
  }

  @Test
  void everyStrategyHasALineInTheOriginalsOrder() {
    var labels = table.subList(7, 7 + Row.values().length).stream().map(TableTest::label);

    assertThat(labels)
        .containsExactly(
            "none (inline)",
            "trivial",
            "thread",
            "trash thread",
            "trash queue",
            "trash queue, later",
            "task (many)",
            "blocking task (many)",
            "task (single)",
            "blocking task (single)",
            "netty (many)",
            "netty blocking (many)",
            "netty (one)",
            "netty blocking (one)",
            "reactor (many)",
            "reactor elastic (many)",
            "reactor (one)",
            "reactor elastic (one)",
            "vertx (many)",
            "vertx blocking (many)",
            "vertx (one)",
            "vertx blocking (one)",
            "kotlin (many)",
            "kotlin blocking (many)",
            "kotlin (one)",
            "kotlin blocking (one)",
            "leak");
  }

  private static String label(String line) {
    return line.substring(0, 22).strip();
  }

  @Test
  void aLineShowsAllFigures() {
    assertThat(table)
        .contains("trivial                20.0 ms 10.0 ms 10.0 ms   10.0×  10.0 ms  worker");
  }

  @Test
  void theColumnsAreAligned() {
    var ends = table.stream().filter(line -> line.endsWith("worker")).map(String::length);

    assertThat(ends).hasSize(Row.values().length - 1).containsOnly(71);
  }

  @Test
  void whatThereIsNotIsADash() {
    assertThat(Table.of(Reports.of(Row.LEAK)))
        .anySatisfy(line -> assertThat(line).startsWith("leak").endsWith("–        –  –"));
  }

  @Test
  void itSaysWhatWasMeasuredAndWhere() {
    assertThat(table)
        .contains(
            "5,000,000 C strings · warm runs: 3 · cold: 1",
            "2 cores · Linux 6.12 amd64",
            "Acme 25 · 2026-01-02T03:04:05Z",
            "An empty measurement takes 20 ns.");
  }

  @Test
  void itSaysWhenNotAllRowsAreThere() {
    assertThat(Table.of(Reports.partial(Row.NONE, Row.LEAK)))
        .anySatisfy(line -> assertThat(line).startsWith("Partial"));
    assertThat(table).noneSatisfy(line -> assertThat(line).startsWith("Partial"));
  }

  @Test
  void whatIsSaidOfRuntimesIsSaidWhereTheyWereMeasured() {
    assertThat(table).anySatisfy(line -> assertThat(line).startsWith("(many), (one):"));
    assertThat(Table.of(Reports.of(Row.NONE, Row.LEAK)))
        .noneSatisfy(line -> assertThat(line).startsWith("(many), (one):"));
  }

  @Test
  void theBareSubmitStandsBesideTheHandOffWhereThereIsOne() {
    var sample = Reports.samples(1).getFirst();
    var beside = sample.with(new BesideSubmit(1_300, 1_000));
    var netty = Reports.measured(Row.NETTY_ONE, List.of(sample, beside));
    var thread = Reports.measured(Row.TRASH_THREAD, List.of(sample, sample));

    var table = Table.of(Reports.of(List.of(thread, netty)));

    assertThat(table.subList(table.size() - 2, table.size()))
        .containsExactly(
            "                         submit    close   ratio",
            "netty (one)             1.00 µs  1.30 µs    1.30");
  }

  @Test
  void numberedThreadsAreOneName() {
    assertThat(Table.threads(List.of("pool-1", "pool-2", "pool-13"))).isEqualTo("pool-*");
  }

  @Test
  void aLongThreadNameIsCutToItsColumn() {
    var samples = List.of(new Sample(1, 1, 1, "x".repeat(99), null, null));
    var measured = Reports.measured(Row.NONE, List.of(samples.getFirst(), samples.getFirst()));

    assertThat(Table.of(Reports.of(List.of(measured))))
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
  }
}
