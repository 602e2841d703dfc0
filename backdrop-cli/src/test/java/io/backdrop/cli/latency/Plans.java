package io.backdrop.cli.latency;

import io.backdrop.cli.payload.PayloadKind;

/** Plans for tests. */
final class Plans {

  private static final long MILLISECOND = 1_000_000;

  private Plans() {}

  /** The same with a request due whenever a server is free. */
  static Plan saturating() {
    var small = small();
    return new Plan(
        small.payload(),
        small.entries(),
        0,
        small.swapEveryNanos(),
        small.nanos(),
        small.warmUpNanos(),
        small.servers());
  }

  /** The same with two servers. */
  static Plan ofTwoServers() {
    var small = small();
    return new Plan(
        small.payload(),
        small.entries(),
        small.rate(),
        small.swapEveryNanos(),
        small.nanos(),
        small.warmUpNanos(),
        2);
  }

  /** Takes 100 ms, in which an index of 500 strings is replaced five times. */
  static Plan small() {
    return new Plan(
        PayloadKind.STRINGS, 500, 20_000, 20 * MILLISECOND, 100 * MILLISECOND, 20 * MILLISECOND, 1);
  }
}
