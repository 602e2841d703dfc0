package io.backdrop.jmh.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {

  @TempDir Path folder;

  @Test
  void theCheapestComesFirstAndEachBaseHasAColumn() throws Exception {
    var rows = List.of(new Row("dear", 30, 24), new Row("base", 10, 0), new Row("cheap", 5, 0));
    assertThat(Printed.by(folder, page -> Comparison.print(page, rows, "base", "dear")))
        .map(line -> line.strip().replaceAll(" {2,}", " | "))
        .containsExactly(
            "ns | x base | x dear | B",
            "cheap | 5.0 | 0.50 | 0.17 | 0.00",
            "base | 10.0 | 1.00 | 0.33 | 0.00",
            "dear | 30.0 | 3.00 | 1.00 | 24.00");
  }

  @Test
  void whatWasNotMeasuredHasNoColumn() throws Exception {
    var rows = List.of(new Row("base", 10), new Row("cheap", 5));
    assertThat(Printed.by(folder, page -> Comparison.print(page, rows, "base")))
        .map(line -> line.strip().replaceAll(" {2,}", " | "))
        .containsExactly("ns | x base", "cheap | 5.0 | 0.50", "base | 10.0 | 1.00");
  }
}
