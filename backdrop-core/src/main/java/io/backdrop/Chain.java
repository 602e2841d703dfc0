package io.backdrop;

import static java.util.Objects.requireNonNull;

import java.util.LinkedList;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * What the disposers that one {@link QueueConsumer} runs have closed after the end of the queue, or
 * where there was no room in it, and it is to run itself: behind the disposer that closed it, and
 * not inside, so that nothing nests. All but {@link #isEmpty} is for whoever holds the lock under
 * which disposals are taken.
 */
final class Chain {

  /**
   * One that is to be run.
   *
   * @param counted whether it counts as handed off, and so as pending
   */
  private record Link(ClaimableDisposal<?> disposal, long weight, boolean counted) {

    void countIn(Backlog backlog) {
      if (!counted) {
        backlog.enterBeside(weight);
      }
    }
  }

  /** Made when it is needed, which it hardly ever is. */
  private @Nullable Queue<Link> links;

  /** Written under the lock, read by any thread. */
  private volatile boolean empty = true;

  @SuppressWarnings("JdkObsolete") // Where memory ends, an ArrayDeque would lose all.
  void add(ClaimableDisposal<?> disposal, long weight, boolean counted) {
    var into = links;
    if (into == null) {
      into = new LinkedList<>();
      links = into;
    }
    into.add(new Link(disposal, weight, counted));
    empty = false;
  }

  boolean isEmpty() {
    return empty;
  }

  /**
   * Moves the first one to a batch, with the last position in the backlog, in which it counts as
   * handed off from now on. To be called unless it is empty.
   */
  void moveFirstTo(Batch batch, Backlog backlog) {
    var from = requireNonNull(links);
    var first = from.remove();
    first.countIn(backlog);
    batch.take(first.disposal(), first.weight(), backlog.next() - 1);
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

  /** Has all count as handed off. To be called once. */
  void countIn(Backlog backlog) {
    if (links != null) {
      for (var link : links) {
        link.countIn(backlog);
      }
    }
  }

  void clear() {
    links = null;
    empty = true;
  }
}
