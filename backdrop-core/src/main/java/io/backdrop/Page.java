package io.backdrop;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a {@link DisposalQueue}: what was handed off at so many positions in a row. Each
 * place is written once, by the producer that got its position, and afterwards at most cleared,
 * where what is in it is given up, or has run. So whoever knows a page and a range of it can read
 * that range at any time.
 *
 * <p>A page that has been taken as a whole is left to the garbage collector, and a new one is put
 * at the end. Were it used again, it would be in the old generation for good, and for each
 * reference that is written to an old object the collector's write barrier costs a fence.
 */
final class Page {

  /**
   * A power of two. Few: a page keeps all its disposals reachable until the last of them has run.
   */
  static final int SIZE = 256;

  /** A place among disposals. */
  static final VarHandle PLACE = MethodHandles.arrayElementVarHandle(ClaimableDisposal[].class);

  private static final VarHandle NEXT;
  private static final VarHandle WEIGHTS;

  static {
    try {
      var lookup = MethodHandles.lookup();
      NEXT = lookup.findVarHandle(Page.class, "next", Page.class);
      WEIGHTS = lookup.findVarHandle(Page.class, "weights", long[].class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Its first position. */
  final long first;

  /** By position, from the first one on. Written by whoever has the position. */
  final @Nullable ClaimableDisposal<?>[] disposals = new ClaimableDisposal<?>[SIZE];

  /** What those weigh; null as long as all weigh nothing. Any producer may make it. */
  private volatile long @Nullable [] weights;

  /**
   * The page of the positions that follow; null where there is none yet, this one where it has been
   * dropped. Any thread may append one, the consumer drops it.
   */
  volatile @Nullable Page next;

  /** The write is plain: nobody else has the page before a compare-and-set publishes it. */
  Page(long first, boolean weighs) {
    this.first = first;
    if (weighs) {
      WEIGHTS.set(this, new long[SIZE]);
    }
  }

  /** What those weigh, to write to. */
  long[] weights() {
    var there = weights;
    if (there != null) {
      return there;
    }
    var made = new long[SIZE];
    there = (long[]) WEIGHTS.compareAndExchange(this, null, made);
    return there == null ? made : there;
  }

  /** What is at the place, or null where its producer has not come to that yet. */
  @Nullable ClaimableDisposal<?> disposal(int index) {
    return (ClaimableDisposal<?>) PLACE.getAcquire(disposals, index);
  }

  /** What those weigh that the caller has seen in it; null when all of them weigh nothing. */
  long @Nullable [] weightsSoFar() {
    return weights;
  }

  /** What one weighs that the caller has seen in it. */
  long weight(int index) {
    var all = weights;
    return all == null ? 0 : all[index];
  }

  /** The page that follows, made if there is none; this one where it has been dropped. */
  Page nextOrNew() {
    var there = next;
    if (there != null) {
      return there;
    }
    var made = new Page(first + SIZE, weights != null);
    there = (Page) NEXT.compareAndExchange(this, null, made);
    return there == null ? made : there;
  }

  /**
   * Unlinks it from those that follow: a dead page in the old generation would keep them from being
   * collected.
   */
  void drop() {
    next = this;
  }
}
