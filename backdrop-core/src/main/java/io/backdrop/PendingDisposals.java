package io.backdrop;

import org.jspecify.annotations.Nullable;

/** A first in, first out list of disposals for one thread; the disposals are its links. */
final class PendingDisposals {

  private @Nullable LinkedDisposal<?> first;
  private @Nullable LinkedDisposal<?> last;
  private long size;

  long size() {
    return size;
  }

  /** Adds a disposal that is {@linkplain LinkedDisposal#linkable linkable}. */
  void add(LinkedDisposal<?> disposal) {
    disposal.next = null;
    if (last == null) {
      first = disposal;
    } else {
      last.next = disposal;
    }
    last = disposal;
    size++;
  }

  /** Puts back one that was taken: it is the next to be taken again. */
  void putBack(LinkedDisposal<?> disposal) {
    disposal.next = first;
    if (last == null) {
      last = disposal;
    }
    first = disposal;
    size++;
  }

  @Nullable LinkedDisposal<?> poll() {
    var taken = first;
    if (taken == null) {
      return null;
    }
    if (taken == last) {
      first = null;
      last = null;
    } else {
      first = taken.next;
    }
    taken.next = taken; // No chain from long dead disposals to young ones burdens the collector.
    size--;
    return taken;
  }
}
