package io.backdrop;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.Map;
import java.util.Queue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a collection or map holds: read to its end, a portion at a time, before the first element is
 * taken. So what is released is what it held when it had been read, whatever the elements do to it
 * as they are closed: none is left out, and none comes twice.
 *
 * <p>Where something else changes it between two portions, and it says so by a {@link
 * ConcurrentModificationException}, what has been read is dropped and all is read again, at once.
 * Nothing has been released by then. One whose iterator fails otherwise is released as far as it
 * was read.
 */
final class CollectedContent extends Content {

  /** Few enough for one step, many enough for an array of their own. */
  static final int PORTION = 32;

  private final Supplier<@Nullable Object[]> all;

  /** Null once all has been read. */
  private @Nullable Iterator<? extends @Nullable Object> unread;

  /** What has been read and not followed yet. */
  private final Queue<@Nullable Object[]> portions = new ArrayDeque<>(1);

  private long size;

  private CollectedContent(
      Iterator<? extends @Nullable Object> unread, Supplier<@Nullable Object[]> all) {
    this.unread = unread;
    this.all = all;
  }

  static CollectedContent of(Collection<?> collection) {
    return new CollectedContent(
        requireNonNull(collection.iterator(), "the iterator of a collection"), collection::toArray);
  }

  static CollectedContent of(Map<?, ?> map) {
    return new CollectedContent(new KeysAndValues(map), () -> KeysAndValues.all(map));
  }

  @Override
  boolean isUnread() {
    return unread != null;
  }

  @Override
  void read() {
    var from = unread;
    if (from == null) {
      return;
    }
    unread = null; // One that fails is not asked again.
    try {
      readPortion(from);
      unread = from.hasNext() ? from : null;
    } catch (ConcurrentModificationException changed) {
      var again = all.get(); // First: where this fails too, what was read is still released.
      portions.clear();
      size = 0;
      add(again);
    }
  }

  private void readPortion(Iterator<? extends @Nullable Object> from) {
    var portion = new @Nullable Object[PORTION];
    int count = 0;
    try {
      while (count < PORTION && from.hasNext()) {
        portion[count++] = from.next();
      }
    } finally {
      add(count == PORTION ? portion : Arrays.copyOf(portion, count));
    }
  }

  private void add(@Nullable Object[] portion) {
    portions.add(portion);
    size += portion.length;
  }

  @Override
  long size() {
    return size;
  }

  @Override
  @Nullable Object @Nullable [] following() {
    return portions.poll();
  }
}
