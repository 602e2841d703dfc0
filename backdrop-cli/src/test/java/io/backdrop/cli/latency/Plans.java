package io.backdrop.cli.latency;

import io.backdrop.cli.payload.PayloadKind;

/** Plans for tests. */
final class Plans {

  private static final long MILLISECOND = 1_000_000;

  private Plans() {}

  /** Takes 100 ms, in which an index of 500 strings is replaced five times. */
  static Plan small() {
    return new Plan(
        PayloadKind.STRINGS, 500, 20_000, 20 * MILLISECOND, 100 * MILLISECOND, 20 * MILLISECOND, 1);
  }
}
