package io.backdrop.cli;

import io.backdrop.cli.payload.PayloadKind;
import java.util.List;

/**
 * What is compared.
 *
 * @param size how many parts each payload has
 * @param coldRuns in how many JVMs the first hand-off is measured, for each row
 * @param runs how many warm hand-offs are measured for each row, in one of them
 */
record Settings(PayloadKind payload, int size, int coldRuns, int runs, List<Row> rows) {

  /** How many values are let go of in all. */
  int steps() {
    return rows.size() * (coldRuns + runs);
  }
}
