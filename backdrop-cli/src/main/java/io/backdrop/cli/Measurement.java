package io.backdrop.cli;

import io.backdrop.cli.payload.Payload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Lets go of values by means of one contender, and looks at what becomes of them. */
final class Measurement {

  /** Enough for the compiler to take the hand-off for important. */
  private static final int WARM_UPS = 5_000;

  /** So often for each warm run. */
  private static final int TURNS = 100;

  /** The submit is called nowhere else, so these alone have to be enough for it. */
  private static final int WARM_UP_TURNS = 10_000;

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
        row.accepts(tally) ? null : tally.toString(),
        null);
  }

  /** As {@link #of}, and beside the bare submit, where there is one. */
  Sample warm(Payload payload) throws Exception {
    return of(payload).with(besideSubmit());
  }

  private @Nullable BesideSubmit besideSubmit() throws Exception {
    var executor = contender.bareSubmit();
    if (executor == null) {
      return null;
    }
    var handOffs = new ArrayList<Long>();
    var submits = new ArrayList<Long>();
    var done = new Semaphore(0);
    Runnable task = done::release;
    for (int i = 0; i < TURNS; i++) {
      handOffs.add(timeUntil(done, contender.wrap("nothing", _ -> task.run())));
      submits.add(timeUntil(done, () -> executor.execute(task)));
    }
    return new BesideSubmit(Measured.median(handOffs), Measured.median(submits));
  }

  private long timeUntil(Semaphore done, AutoCloseable measured) throws Exception {
    long nanos = contender.measure(measured).nanos();
    if (!done.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new IllegalStateException("A small value, or a task, was lost");
    }
    return nanos;
  }

  /**
   * Lets go of many values that are nothing, so that the next one meets compiled code; and submits
   * tasks beside them, if there is a bare submit.
   */
  void warmUp() throws Exception {
    for (int i = 0; i < WARM_UP_TURNS / TURNS; i++) {
      besideSubmit();
    }
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
