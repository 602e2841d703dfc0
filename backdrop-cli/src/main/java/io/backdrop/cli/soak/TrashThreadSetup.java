package io.backdrop.cli.soak;

import io.backdrop.Pacing;
import io.backdrop.TrashThread;
import io.backdrop.TrashThreadBuilder;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * How a trash thread is set up.
 *
 * @param kind which of the kinds
 * @param signalling whether it is woken, or polls
 * @param bound how many disposals it has room for
 * @param bytes for how many bytes it has room
 * @param whenFull what it does then
 * @param waitMicros how long a closer waits for room before that
 * @param sparing whether some threads must not block
 * @param itemsPerSecond how many items it may release a second, or kilobytes, by turns
 * @param isListenedTo whether it tells of each disposal
 */
record TrashThreadSetup(
    SubjectKind kind,
    boolean signalling,
    long bound,
    long bytes,
    WhenFull whenFull,
    int waitMicros,
    boolean sparing,
    long itemsPerSecond,
    boolean isListenedTo) {

  private static final long USUAL_BOUND = 1 << 20;
  private static final long ANY_BYTES = 1L << 40;
  private static final int SMALLEST_HEAP = Value.HEAVIEST / 2;
  private static final long SLOWEST_PACE = 10_000;
  private static final int EACH_PACE_ASKED = 64;
  private static final Duration DRAIN_TARGET = Duration.ofMillis(50);

  static TrashThreadSetup draw(SubjectKind kind, SplittableRandom random) {
    boolean signalling = kind == SubjectKind.SIGNALLING || random.nextInt(3) == 0;
    boolean waiting = random.nextInt(3) == 0;
    return new TrashThreadSetup(
        kind,
        signalling && kind != SubjectKind.POLLING,
        kind == SubjectKind.SMALL ? 1L << random.nextInt(10) : USUAL_BOUND,
        kind == SubjectKind.WEIGHED ? SMALLEST_HEAP << random.nextInt(8) : ANY_BYTES,
        Mix.oneOf(WhenFull.values(), random),
        waiting ? random.nextInt(500) : 0,
        random.nextInt(4) == 0,
        kind == SubjectKind.PACED ? SLOWEST_PACE << random.nextInt(8) : Long.MAX_VALUE,
        random.nextInt(3) == 0);
  }

  /** The same, but a value that finds no room is released by its closer, and by nobody else. */
  TrashThreadSetup onItsOwn() {
    return new TrashThreadSetup(
        kind,
        signalling,
        bound,
        bytes,
        WhenFull.RUN_IN_CALLER,
        waitMicros,
        sparing,
        itemsPerSecond,
        isListenedTo);
  }

  boolean isBounded() {
    return kind != SubjectKind.UNBOUNDED;
  }

  TrashThreadBuilder builder() {
    var builder = TrashThread.builder();
    if (signalling) {
      builder.signalling();
    } else {
      builder.polling(Duration.ofMillis(2));
    }
    if (isBounded()) {
      builder.bound(bound).boundBytes(bytes);
    } else {
      builder.unbounded();
    }
    if (sparing) {
      builder.mustNotBlock(() -> Thread.currentThread().threadId() % 2 == 0);
    }
    if (itemsPerSecond < Long.MAX_VALUE) {
      builder.pacing(changingPace());
    }
    return builder.waitWhenFull(Duration.ofNanos(1_000L * waitMicros));
  }

  /** By items, then by as many kilobytes, and so on. */
  private Supplier<Pacing> changingPace() {
    var byItems = Pacing.ofItems(itemsPerSecond).withDrainTarget(DRAIN_TARGET);
    var byBytes = Pacing.ofBytes(itemsPerSecond << 10).withDrainTarget(DRAIN_TARGET);
    var asked = new AtomicInteger();
    return () -> asked.incrementAndGet() / EACH_PACE_ASKED % 2 == 0 ? byItems : byBytes;
  }

  @Override
  public String toString() {
    var room =
        isBounded()
            ? "room for %d of %d bytes, when full %s after %d µs"
                .formatted(bound, bytes, whenFull, waitMicros)
            : "no bound";
    return "%s (%s, %s%s%s)"
        .formatted(
            kind.label(),
            signalling ? "woken" : "polling",
            room,
            sparing ? ", some threads must not block" : "",
            itemsPerSecond < Long.MAX_VALUE
                ? ", %d items or KB a second".formatted(itemsPerSecond)
                : "");
  }
}
