package io.backdrop;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A first in, first out list of disposals for one thread. An array, used as a ring, that grows: as
 * {@link java.util.ArrayDeque}, but that one is empty where the stack or memory ends as it grows.
 */
final class PendingDisposals {

  private static final int INITIAL = 256;

  /** So many places are kept when they are all empty. */
  private static final int KEPT = 1 << 20;

  private final @Nullable ClaimableDisposal<?>[] initial = new ClaimableDisposal<?>[INITIAL];

  /** Its length is a power of two. */
  private @Nullable ClaimableDisposal<?>[] ring = initial;

  /** Counts on, and is the place of the first as its lower bits. */
  private int first;

  private int size;

  /** How many were taken so far, of which the lower bits do. Others than the thread may read it. */
  private int taken;

  int taken() {
    return taken;
  }

  /** Others than the thread may ask, and get the number of a moment before. */
  int size() {
    return size;
  }

  /** Where the stack or memory ends, it has not been added. */
  void add(ClaimableDisposal<?> disposal) {
    growIfFull();
    ring[(first + size) & (ring.length - 1)] = disposal;
    size++;
  }

  /** Puts back one that was taken: it is the next to be taken again. As for {@link #add}. */
  void putBack(ClaimableDisposal<?> disposal) {
    growIfFull();
    first--;
    ring[first & (ring.length - 1)] = disposal;
    size++;
  }

  @Nullable ClaimableDisposal<?> poll() {
    if (size == 0) {
      return null;
    }
    int place = first & (ring.length - 1);
    var next = ring[place];
    ring[place] = null;
    first++;
    size--;
    taken++;
    if (size == 0 && ring.length > KEPT) {
      ring = initial;
    }
    return next;
  }

  private void growIfFull() {
    if (size < ring.length) {
      return;
    }
    if (size == 1 << 30) {
      throw new IllegalStateException(
          "A TrashQueue has " + size + " pending, and can have no more");
    }
    int place = first & (ring.length - 1);
    var larger = Arrays.copyOf(ring, 2 * size);
    System.arraycopy(ring, 0, larger, size, place); // These come after those behind them.
    Arrays.fill(larger, 0, place, null);
    Arrays.fill(initial, null); // It stays, and must not keep what was in it.
    ring = larger;
    first = place;
  }
}
