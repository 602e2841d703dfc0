package io.backdrop;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A queue that many threads hand disposals to and one at a time takes them from. Unbounded, first
 * in first out, without locks and without allocation: the disposals are its links.
 *
 * <p>After Dmitry Vyukov's non-intrusive multi-producer single-consumer queue, made intrusive by
 * letting the last disposal taken be the dummy that the list begins with; nothing is ever put back,
 * so there is no ABA problem, and the garbage collector reclaims the links.
 *
 * <p>A producer is one exchange and one store. Between the two, those who came later hang on a link
 * that is not there yet, and cannot be reached. It cannot fail to come: see {@link #offer}.
 */
sealed class DisposalQueue extends FarFromConsumer permits Backlog {

  private static final VarHandle TAIL;
  private static final VarHandle HEAD;
  private static final VarHandle NEXT;

  static {
    try {
      var lookup = MethodHandles.lookup();
      TAIL = lookup.findVarHandle(ProducerEnd.class, "tail", LinkedDisposal.class);
      HEAD = lookup.findVarHandle(DisposalQueue.class, "head", LinkedDisposal.class);
      NEXT = lookup.findVarHandle(LinkedDisposal.class, "next", LinkedDisposal.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** The last disposal taken. Written by the consumer, read by all. */
  private LinkedDisposal<?> head;

  DisposalQueue() {
    head = LinkedDisposal.gone();
    head.next = null;
    tail = head;
  }

  /**
   * Adds a disposal that is {@linkplain LinkedDisposal#linkable linkable}.
   *
   * <p>The fence orders all that the producer wrote, into the value too, before the store that
   * publishes it to the consumer, which reads with acquire. It stands in front of the exchange, and
   * the store is a plain one, so that between the two no call is left to make in which the stack
   * could end: that would cut off all that comes later. (The cast that a {@code VarHandle} makes of
   * what it returns is a call, but one of fewer frames than the exchange just had.) A stack that
   * ends before leaves the disposal as it was.
   */
  final void offer(LinkedDisposal<?> last) {
    LinkedDisposal<?> previous;
    last.next = null;
    try {
      VarHandle.releaseFence();
      previous = (LinkedDisposal<?>) TAIL.getAndSet(this, last);
    } catch (StackOverflowError notEntered) {
      last.next = LinkedDisposal.FREE;
      throw notEntered;
    }
    previous.next = last;
  }

  /**
   * The first disposal, or null when there is none within reach: also while the producer that came
   * next has exchanged the tail and not yet stored the link. {@link #isEmpty} tells the two apart,
   * and this does not ask it: a consumer that looks for work would with every look at the tail take
   * that out of the cache of the producer which exchanges it next. For one thread at a time.
   */
  final @Nullable LinkedDisposal<?> first() {
    return after(head);
  }

  /** The one that came next, if it is within reach. */
  static @Nullable LinkedDisposal<?> after(LinkedDisposal<?> disposal) {
    return (LinkedDisposal<?>) NEXT.getAcquire(disposal);
  }

  /**
   * Takes all from the first to this one. They stay linked to each other, and the caller may cut
   * that, except from the last one on: there the queue begins now. For one thread at a time.
   */
  final void takeTo(LinkedDisposal<?> last) {
    var before = head;
    HEAD.setRelease(this, last); // Others only compare it, but for forEach, which goes on from it.
    cut(before);
  }

  /** Lets no chain from long dead disposals to young ones burden the collector. */
  static void cut(LinkedDisposal<?> disposal) {
    disposal.next = disposal;
  }

  /** Takes the {@linkplain #first first} disposal. */
  final @Nullable LinkedDisposal<?> poll() {
    var taken = first();
    if (taken != null) {
      takeTo(taken);
    }
    return taken;
  }

  /**
   * Whether all that was offered has been taken: exact for the consumer. Another thread may see a
   * head that has since moved on, and so "not empty" where it is, never "empty" where a disposal
   * that it offered itself has not been taken.
   */
  final boolean isEmpty() {
    return tail == HEAD.getOpaque(this);
  }

  /**
   * Looks at what is in reach, in its order; for any thread. What is taken meanwhile is seen all
   * the same, or ends the walk, once its links are cut.
   */
  final void forEach(Consumer<? super Disposal> action) {
    var last = (LinkedDisposal<?>) HEAD.getAcquire(this);
    var next = (LinkedDisposal<?>) NEXT.getAcquire(last);
    while (next != null && next != last) {
      action.accept(next);
      last = next;
      next = (LinkedDisposal<?>) NEXT.getAcquire(next);
    }
  }
}

/** What producers write, all of it in one place: a hand-off after long finds less of it cold. */
abstract class ProducerEnd {

  /** The last disposal handed off. Exchanged by producers, read by the consumer. */
  volatile LinkedDisposal<?> tail = LinkedDisposal.FREE;

  /** How many have been handed off, where that is counted. Changed by atomic operations. */
  volatile long entered;

  /** What those weigh. Changed by atomic operations. */
  volatile long bytesEntered;

  /** How many may have been handed off before one has to look whether some have been run. */
  volatile long roomUntil;
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
