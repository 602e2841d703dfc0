package io.backdrop;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link QueueConsumer} has taken in its turn, and how far it is with it. All of it belongs
 * to the consumer's thread, before that is started to whoever starts it; others look at it.
 */
final class Batch {

  /** Greater than any. */
  static final long NO_POSITION = Long.MAX_VALUE;

  private static final VarHandle AT;

  static {
    try {
      AT = MethodHandles.lookup().findVarHandle(Batch.class, "at", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** For one that is in no queue. Made before it is needed: then there may be no memory. */
  private final @Nullable ClaimableDisposal<?>[] alone = new ClaimableDisposal<?>[1];

  private final long[] aloneWeight = new long[1];

  /**
   * Where they are: in the page of the queue that they were taken from. One reference for many
   * disposals, since storing one costs a barrier of the collector.
   */
  private @Nullable ClaimableDisposal<?>[] disposals = alone;

  private long @Nullable [] weights = aloneWeight;

  /** The place of the first. */
  private int from;

  /** The position that the first had in the queue; {@link #NO_POSITION} where it was in none. */
  private long position = NO_POSITION;

  private int count;

  /** Which of them runs, or is to run next. */
  private int at;

  /** Takes those that are within reach, at most so many; returns how many. */
  int take(DisposalQueue queue, int most) {
    int taking = queue.inReach(most);
    if (taking == 0) {
      forget();
      return 0;
    }
    var page = queue.headPage();
    set(page.disposals, page.weightsSoFar(), queue.headIndex(), taking, queue.taken());
    queue.take(taking);
    return taking;
  }

  /**
   * Lets go of the page, and of a disposal that was in no queue, for the reason given at {@link
   * DisposalQueue#forgetTaken}.
   */
  private void forget() {
    count = 0;
    position = NO_POSITION;
    disposals = alone;
    weights = aloneWeight;
    Page.PLACE.setRelease(alone, 0, null);
  }

  /** Takes one that is in no queue any more, and had that position. */
  void take(ClaimableDisposal<?> disposal, long weight, long had) {
    aloneWeight[0] = weight;
    // Release: it may be looked at as soon as it is there.
    Page.PLACE.setRelease(alone, 0, disposal);
    set(alone, aloneWeight, 0, 1, had);
  }

  /** Takes what another has taken, from the one at this index on. */
  void takeOver(Batch other, int begin) {
    int taking = Math.max(0, other.count - begin);
    var only = taking == 1 ? other.get(begin) : null;
    if (only != null) { // The other may overwrite the place where it is now.
      take(only, other.weight(begin), other.position);
      return;
    }
    set(other.disposals, other.weights, other.from + begin, taking, other.position);
  }

  private void set(
      @Nullable ClaimableDisposal<?>[] where,
      long @Nullable [] weighing,
      int first,
      int taking,
      long had) {
    disposals = where;
    weights = weighing;
    from = first;
    position = had;
    moveTo(0);
    count = taking; // Whoever looks without the lock may see fewer, which does no harm.
  }

  /** Release: whoever sees where it is sees what it has taken, and what was done on the way. */
  void moveTo(int index) {
    AT.setRelease(this, index);
  }

  int at() {
    return (int) AT.getAcquire(this);
  }

  int count() {
    return count;
  }

  long position() {
    return position;
  }

  /** One of those taken; null where somebody else looks in the middle of a change. */
  @Nullable ClaimableDisposal<?> get(int index) {
    var all = disposals;
    int place = from + index;
    return place < all.length ? (ClaimableDisposal<?>) Page.PLACE.getAcquire(all, place) : null;
  }

  /** What that weighs. */
  long weight(int index) {
    var all = weights;
    int place = from + index;
    return all == null || place >= all.length ? 0 : all[place];
  }

  /** The one that runs, or null behind the last. */
  @Nullable ClaimableDisposal<?> running() {
    int index = at();
    return index < count ? get(index) : null;
  }

  /** Whether that one has begun, here or elsewhere; else its consumer may be between two. */
  boolean hasBegun(int index) {
    var there = index < count ? get(index) : null;
    return there != null && there.hasBegun();
  }

  /** Adds up those that have not been run to their end; returns how many. */
  int addTo(ResidueCount residue) {
    return addTo(residue, at(), count);
  }

  /** Adds the one at that index, if it is the one that runs; returns how many. */
  int addIfRunning(ResidueCount residue, int index) {
    return at() == index ? addTo(residue, index, index + 1) : 0;
  }

  private int addTo(ResidueCount residue, int begin, int end) {
    int added = 0;
    for (int i = begin; i < end; i++) {
      var left = get(i);
      if (left != null) {
        residue.add(left, weight(i));
        added++;
      }
    }
    return added;
  }
}
