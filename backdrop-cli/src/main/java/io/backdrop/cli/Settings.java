package io.backdrop.cli;

import io.backdrop.cli.payload.PayloadKind;
import java.util.List;

/**
 * What is compared.
 *
 * @param size how many parts each payload has
 * @param runs how many warm hand-offs are measured for each row, after the cold one
 */
record Settings(PayloadKind payload, int size, int runs, List<Row> rows) {

  /** How many values are let go of in all. */
  int steps() {
    return rows.size() * (1 + runs);
  }
}
