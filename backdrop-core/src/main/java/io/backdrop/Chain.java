package io.backdrop;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * What the disposers that one {@link QueueConsumer} runs have closed after the end of the queue,
 * and it is to run itself: behind the disposer that closed it, and not inside, so that nothing
 * nests. Guarded by the lock under which disposals are taken.
 */
final class Chain {

  private record Link(ClaimableDisposal<?> disposal, long weight) {}

  private final Queue<Link> links = new ArrayDeque<>(2);

  /** Written under the lock, read by any thread. */
  private volatile boolean empty = true;

  void add(ClaimableDisposal<?> disposal, long weight) {
    links.add(new Link(disposal, weight));
    empty = false;
  }

  boolean isEmpty() {
    return empty;
  }

  /** Moves the first one, if there is one, to a batch, with that position; returns how many. */
  int moveTo(Batch batch, long position) {
    var first = links.poll();
    if (first == null) {
      return 0;
    }
    batch.take(first.disposal(), first.weight(), position);
    empty = links.isEmpty();
    return 1;
  }

  void addTo(ResidueCount residue) {
    links.forEach(link -> residue.add(link.disposal(), link.weight()));
  }

  void clear() {
    links.clear();
    empty = true;
  }
}
