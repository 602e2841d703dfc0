package io.backdrop;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A first in, first out list of disposals for one thread. An array, used as a ring, that grows; as
 * {@link java.util.ArrayDeque}, which however loses what is in it where the stack or memory ends as
 * it grows.
 */
final class PendingDisposals {

  private static final int INITIAL = 256;

  /** An array of more places is let go once they are all empty. */
  private static final int KEPT = 1 << 20;

  private final @Nullable ClaimableDisposal<?>[] initial = new ClaimableDisposal<?>[INITIAL];

  /** Its length is a power of two. */
  private @Nullable ClaimableDisposal<?>[] ring = initial;

  /** Its lower bits are the place of the first one; the others only count on, and mean nothing. */
  private int first;

  private int size;

  /**
   * How many were taken so far; it may overflow, since others than the thread, who may read it,
   * only look whether it has changed.
   */
  private int taken;

  int taken() {
    return taken;
  }

  /** Others than the thread may ask, and may get the number of a moment before. */
  int size() {
    return size;
  }

  /** Where this throws, it has not been added. */
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
          "A TrashQueue has " + size + " pending and can have no more; dispose of some first");
    }
    int place = first & (ring.length - 1);
    var larger = Arrays.copyOf(ring, 2 * size);
    System.arraycopy(ring, 0, larger, size, place); // What had wrapped around comes last.
    Arrays.fill(larger, 0, place, null);
    Arrays.fill(initial, null); // This array is kept, and must not keep its content.
    ring = larger;
    first = place;
  }
}
