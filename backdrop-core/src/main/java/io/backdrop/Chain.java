package io.backdrop;

import static java.util.Objects.requireNonNull;

import java.util.LinkedList;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * What the disposers that one {@link QueueConsumer} runs have closed after the end of the queue,
 * and it is to run itself: behind the disposer that closed it, and not inside, so that nothing
 * nests. All but {@link #isEmpty} is for whoever holds the lock under which disposals are taken.
 */
final class Chain {

  private record Link(ClaimableDisposal<?> disposal, long weight) {}

  /** Made when it is needed, which it hardly ever is. */
  private @Nullable Queue<Link> links;

  /** Written under the lock, read by any thread. */
  private volatile boolean empty = true;

  @SuppressWarnings("JdkObsolete") // Where memory ends, an ArrayDeque would lose all.
  void add(ClaimableDisposal<?> disposal, long weight) {
    var into = links;
    if (into == null) {
      into = new LinkedList<>();
      links = into;
    }
    into.add(new Link(disposal, weight));
    empty = false;
  }

  boolean isEmpty() {
    return empty;
  }

  /** Moves the first one to a batch, with that position. To be called unless it is empty. */
  void moveFirstTo(Batch batch, long position) {
    var from = requireNonNull(links);
    var first = from.remove();
    batch.take(first.disposal(), first.weight(), position);
    empty = from.isEmpty();
  }

  /** Takes all from another. Whoever sees that one empty sees what is in this. */
  void takeOver(Chain other) {
    links = other.links;
    empty = other.empty;
    other.links = null;
    other.empty = true;
  }

  void addTo(ResidueCount residue) {
    if (links != null) {
      links.forEach(link -> residue.add(link.disposal(), link.weight()));
    }
  }

  void clear() {
    links = null;
    empty = true;
  }
}
