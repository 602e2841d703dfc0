package io.backdrop;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A queue that many threads hand disposals to and one at a time takes them from. First in first
 * out, without locks.
 *
 * <p>Each disposal gets a position, by one compare-and-set on the count of those before it, and is
 * then written to its place in the {@linkplain Page page} of that position. In between, later ones
 * cannot be reached; but the write cannot fail to follow: see {@link #offer}.
 *
 * <p>Ending the queue raises the count beyond all positions. So each compare-and-set either comes
 * before the end, and what it adds is there to be taken, or fails.
 *
 * <p>Since a position is a count, a bound costs no atomic operation of its own; in a queue of links
 * it takes a second one. The pages are those of an unbounded queue, such as {@code
 * MpscUnboundedXaddArrayQueue} of JCTools. A hand-off allocates nothing as long as there is a page
 * ahead: whoever takes appends a new one for each that is emptied, so that there are always as many
 * as the longest backlog has needed, up to {@value #KEPT} positions.
 */
sealed class DisposalQueue extends FarFromConsumer permits Backlog {

  /**
   * Empty pages are kept ahead for this many positions, and not for more: a page that lies ahead
   * for long is in the old generation when its turn comes. Writing to it then costs what {@link
   * Page} says, and only a collection of the old generation frees it.
   */
  static final long KEPT = 1 << 18;

  /** Greater than any position. */
  private static final long ENDED = 1L << 62;

  private static final VarHandle PAGE;
  private static final VarHandle ENTERED;

  static {
    try {
      var lookup = MethodHandles.lookup();
      PAGE = lookup.findVarHandle(ProducerEnd.class, "page", Page.class);
      ENTERED = lookup.findVarHandle(ProducerEnd.class, "entered", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /**
   * The position of the first that has not been taken (JCTools: consumer index). Written by the
   * consumer, read by all.
   */
  private volatile long taken;

  /** The page of that position, or the one before. Written by the consumer, read by all. */
  private volatile Page head;

  /** The last page, or an earlier one. For the consumer alone. */
  private Page last;

  DisposalQueue() {
    head = page;
    last = head.nextOrNew(); // Ahead from the start: whoever fills the first page finds it.
  }

  /**
   * Adds a disposal, unless the queue has ended, if there is room for it or that does not matter;
   * returns whether it has.
   *
   * <p>The fence orders all that the producer wrote, into the value too, before the store that
   * publishes it to the consumer, which reads with acquire. It stands in front of the
   * compare-and-set, and the store is a plain one, so that no call comes between these two. If the
   * stack ended in such a call, the place would stay empty for ever, and cut off all that comes
   * later. Where the stack or memory ends before, everything stays as it was.
   *
   * <p>The page is that of the position. It is not an earlier one: {@code page} is read after
   * {@code roomUntil}, which never goes beyond the end of a page that {@code page} has come to. Nor
   * is it a later one: {@code page} goes on to a page only once the count has come to that page's
   * first position; and when {@code page} was read here, the count was still this position, since
   * it never goes back, and the compare-and-set finds it unchanged.
   */
  final boolean offer(ClaimableDisposal<?> disposal, long weight, boolean regardless) {
    while (true) {
      long position = entered;
      if (position >= roomUntil && !findRoomAt(position, regardless)) {
        return false;
      }
      var on = page;
      var weights = weight == 0 ? null : on.weights();
      int index = (int) position & (Page.SIZE - 1);
      VarHandle.releaseFence();
      if (ENTERED.compareAndSet(this, position, position + 1)) {
        if (weights != null) {
          weights[index] = weight;
          try {
            VarHandle.releaseFence();
          } catch (StackOverflowError unordered) {
            // A weight that may come late is better than a disposal that never comes.
          }
        }
        on.disposals[index] = disposal;
        return true;
      }
    }
  }

  /** Whether there is room at a position; if so, goes on to its page. */
  private boolean findRoomAt(long position, boolean regardless) {
    if (position >= ENDED) {
      return false;
    }
    long until = roomEnd();
    if (position >= until && !regardless) {
      roomUntil = until;
      return false;
    }
    roomUntil = Math.min(until, turnTo(position));
    return true;
  }

  /**
   * Goes on to the page of a position, which is made where there is none yet; returns where that
   * page ends.
   */
  private long turnTo(long position) {
    while (true) {
      var on = page;
      long end = on.first + Page.SIZE;
      if (position < end) {
        return end;
      }
      var next = on.nextOrNew();
      // From a page that was dropped no other can be reached: go on from the head.
      PAGE.compareAndSet(this, on, next == on ? head : next);
    }
  }

  /** Up to which position there is room. */
  long roomEnd() {
    return Long.MAX_VALUE;
  }

  /**
   * How many are within reach, one behind the other in one page: at most so many, and none while
   * the first of them has its position and its producer has not yet filled the place. {@link
   * #isEmpty} tells that from an empty queue. It is not asked here: a consumer that read the count
   * each time that it looks for work would take it out of the cache of the producer who adds to it
   * next. For one thread at a time.
   */
  final int inReach(int most) {
    if (headIndex() == Page.SIZE && !turnPage()) {
      return 0;
    }
    int begin = headIndex();
    int end = Math.min(begin + most, Page.SIZE);
    int at = begin;
    while (at < end && head.disposal(at) != null) {
      at++;
    }
    return at - begin;
  }

  /** The page with what is {@linkplain #inReach within reach}. */
  final Page headPage() {
    return head;
  }

  /** The place in it of the first. */
  final int headIndex() {
    return (int) (taken - head.first);
  }

  /** Takes so many of those within reach. A volatile write: see {@link FlushMarks#add}. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // One thread at a time.
  final void take(int count) {
    taken = taken + count;
  }

  /** Goes on to the next page; returns false when nobody has needed that yet. */
  private boolean turnPage() {
    var done = head;
    var next = done.next;
    if (next == null) {
      return false;
    }
    try {
      append();
    } catch (OutOfMemoryError noPage) {
      // Then there is one less ahead, and whoever hands off makes it.
    }
    head = next;
    done.drop(); // Last: append may have gone on from it.
    return true;
  }

  private void append() {
    for (var next = last.next; next != null; next = last.next) {
      last = next;
    }
    if (last.first - head.first < KEPT) {
      last = last.nextOrNew();
    }
  }

  /**
   * Forgets those that were taken last: a disposal that has run knows the class of its value still,
   * and by that a class loader, which somebody may want to be rid of. For whoever keeps others from
   * taking, while nothing that was taken still runs.
   */
  final void forgetTaken() {
    forget(head, headIndex());
    var on = page;
    if (on.first < head.first) { // The producers are still at the one before, which is full.
      forget(on, Page.SIZE);
    }
  }

  private static void forget(Page done, int end) {
    var disposals = done.disposals;
    for (int at = end - 1; at >= 0 && disposals[at] != null; at--) {
      disposals[at] = null;
    }
  }

  /** Takes the first disposal, if it is within reach, and forgets it. For one thread at a time. */
  final @Nullable ClaimableDisposal<?> poll() {
    if (inReach(1) == 0) {
      return null;
    }
    var first = head.disposal(headIndex());
    head.disposals[headIndex()] = null;
    take(1);
    return first;
  }

  /** From now on nothing is added. Any thread may call it, and more than once. */
  final void end() {
    ENTERED.getAndBitwiseOr(this, ENDED);
  }

  final boolean hasEnded() {
    return entered >= ENDED;
  }

  /** The position that the next one will have, or would have had. */
  final long next() {
    return entered & ~ENDED;
  }

  /** The position of the first that has not been taken. */
  final long taken() {
    return taken;
  }

  /**
   * Whether all that was offered has been taken: exact for the consumer. Another thread may compare
   * an older count with a newer position, and so be told "not empty" where it is; but never "empty"
   * while a disposal that it offered itself has not been taken.
   */
  final boolean isEmpty() {
    return next() == taken();
  }

  /**
   * Looks at what has been handed off and not been taken, in its order, and at what it weighs;
   * waits for producers who have not come to their places. For whoever keeps it from being taken.
   */
  final void forEach(ObjLongConsumer<? super Disposal> action) {
    long end = next();
    var on = head;
    for (long at = taken; at < end; at++) {
      if (at - on.first == Page.SIZE) {
        on = requireNonNull(on.next); // It is there before any of its positions is given.
      }
      int place = (int) (at - on.first);
      var there = on.disposal(place);
      for (; there == null; there = on.disposal(place)) {
        Thread.onSpinWait();
      }
      action.accept(there, on.weight(place));
    }
  }
}

/**
 * Keeps what the consumer writes out of the cache line of the producers, who would otherwise wait
 * for that line with every hand-off. Two lines apart, since processors fetch them in pairs; and of
 * ints, which leave no gap for the JVM to put another field in.
 */
@SuppressWarnings("unused")
abstract class FarFromConsumer extends ProducerEnd {
  private int p00, p01, p02, p03, p04, p05, p06, p07, p08, p09, p10, p11, p12, p13, p14, p15;
  private int p16, p17, p18, p19, p20, p21, p22, p23, p24, p25, p26, p27, p28, p29, p30, p31;
}
