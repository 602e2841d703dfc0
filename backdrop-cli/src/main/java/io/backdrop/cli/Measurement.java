package io.backdrop.cli;

import io.backdrop.cli.payload.Payload;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets go of values by means of one contender, and looks at what becomes of them. */
final class Measurement {

  /** Enough for the compiler to take the hand-off for important. */
  private static final int WARM_UPS = 5_000;

  private final Row row;
  private final Contender contender;
  private final Duration patience;

  /**
   * A way of measuring.
   *
   * @param row says what the count must be
   * @param patience how long a release may make no progress before it counts as lost
   */
  Measurement(Row row, Contender contender, Duration patience) {
    this.row = row;
    this.contender = contender;
    this.patience = patience;
  }

  Sample of(Payload payload) throws Exception {
    var observed = new Observed();
    var reading = contender.measure(contender.wrap(payload.value(), observed));
    contender.settle();
    if (row.releases()) {
      observed.awaitEnd(payload::released, patience);
    }
    var tally = payload.tally();
    payload.discard();
    return new Sample(
        reading.nanos(),
        reading.floor(),
        observed.nanos(),
        observed.thread(),
        row.accepts(tally) ? null : tally.toString());
  }

  /** Lets go of many values that are nothing, so that the next one meets compiled code. */
  void warmUp() throws Exception {
    var pending = new CountDownLatch(row.releases() ? WARM_UPS : 0);
    for (int i = 0; i < WARM_UPS; i++) {
      contender.measure(contender.wrap("nothing", _ -> pending.countDown()));
      contender.settle();
    }
    if (!pending.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new IllegalStateException(pending.getCount() + " of many small values were lost");
    }
  }
}
