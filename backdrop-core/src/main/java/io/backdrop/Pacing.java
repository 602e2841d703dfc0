package io.backdrop;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * How fast a {@link TrashThread} releases, so that what it does in the background leaves the disk,
 * the memory bandwidth or the core to those in the foreground.
 *
 * {@snippet file="io/backdrop/Snippets.java" region="paced"}
 *
 * <p>Each rate holds on average: what was released is paid for by a pause before the next release.
 * An item is a disposal; of one whose disposer is an {@link IncrementalDisposer}, such as {@link
 * Disposer#structural()}, each step is an item, and so the release of a large value is spread out
 * as well. Bytes are what disposers {@linkplain Disposer#weighing weigh}. Those of a large value
 * are spread over its steps as far as its release tells its {@linkplain
 * IncrementalDisposer.Release#progress progress}, as that of {@code structural} does; otherwise
 * they are made up for at its end.
 *
 * <p>A pace that is slower than what is handed off would let the backlog grow for ever. So it
 * quickens: what is pending is to be released within the drain target, as long as releasing itself
 * is quick enough; a large value that takes longer than half of the target is then finished without
 * a pause. There is no pace at all from the moment that a value finds the backlog full until that
 * has gone down to half its bound, while somebody waits in {@link TrashThread#flush} or {@link
 * TrashThread#close}, and at the end of the JVM. Threads that help by {@link
 * TrashThread#helpDispose}, or release their own value for want of room, are not held back.
 *
 * <p>It may change while the thread runs: see {@link TrashThreadBuilder#pacing(Supplier)}.
 *
 * <p>The rate with a target for the backlog is that of the delete pacer of Pebble, the storage
 * engine of CockroachDB.
 *
 * @param itemsPerSecond how many items a second; {@link Long#MAX_VALUE} for any number
 * @param bytesPerSecond how many bytes a second; {@link Long#MAX_VALUE} for any number
 * @param drainTarget within which time all that is pending is to be released
 */
public record Pacing(long itemsPerSecond, long bytesPerSecond, Duration drainTarget) {

  private static final Duration DEFAULT_TARGET = Duration.ofMinutes(1);

  static final Pacing NONE = new Pacing(Long.MAX_VALUE, Long.MAX_VALUE, DEFAULT_TARGET);

  /**
   * A pace by items, by bytes, or by both, in which case the slower one counts.
   *
   * @throws IllegalArgumentException when a rate is less than 1, or the drain target is not longer
   *     than zero
   * @throws NullPointerException when the drain target is null
   */
  public Pacing {
    checkRate("items", itemsPerSecond);
    checkRate("bytes", bytesPerSecond);
    if (!requireNonNull(drainTarget, "drainTarget").isPositive()) {
      throw new IllegalArgumentException(
          "The drain target is " + drainTarget + "; it must be longer than zero");
    }
  }

  private static void checkRate(String what, long perSecond) {
    if (perSecond < 1) {
      throw new IllegalArgumentException(
          "The pace is %d %s a second; it must be at least 1".formatted(perSecond, what));
    }
  }

  /**
   * A pace by items, with a drain target of a minute.
   *
   * @param perSecond how many a second
   * @return the pace
   * @throws IllegalArgumentException when the rate is less than 1
   */
  public static Pacing ofItems(long perSecond) {
    return new Pacing(perSecond, Long.MAX_VALUE, DEFAULT_TARGET);
  }

  /**
   * A pace by bytes, with a drain target of a minute. What weighs nothing is not held back.
   *
   * @param perSecond how many a second
   * @return the pace
   * @throws IllegalArgumentException when the rate is less than 1
   */
  public static Pacing ofBytes(long perSecond) {
    return new Pacing(Long.MAX_VALUE, perSecond, DEFAULT_TARGET);
  }

  /**
   * The same pace with another drain target.
   *
   * @param target within which time all that is pending is to be released
   * @return the pace
   * @throws IllegalArgumentException when the target is not longer than zero
   * @throws NullPointerException when the target is null
   */
  public Pacing withDrainTarget(Duration target) {
    return new Pacing(itemsPerSecond, bytesPerSecond, target);
  }

  boolean isNone() {
    return itemsPerSecond == Long.MAX_VALUE && bytesPerSecond == Long.MAX_VALUE;
  }
}
