package io.backdrop;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * What the queue would be with one mistake in it. Each offer is made of the same steps as that of
 * {@link DisposalQueue}.
 */
abstract class WeakQueue {

  /** The tail of a {@link DisposalQueue}. */
  static final VarHandle REAL_TAIL;

  static final VarHandle TAIL;
  static final VarHandle NEXT;

  static {
    try {
      var lookup = MethodHandles.lookup();
      REAL_TAIL = lookup.findVarHandle(ProducerEnd.class, "tail", LinkedDisposal.class);
      TAIL = lookup.findVarHandle(WeakQueue.class, "tail", LinkedDisposal.class);
      NEXT = lookup.findVarHandle(LinkedDisposal.class, "next", LinkedDisposal.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  volatile LinkedDisposal<?> tail;
  volatile LinkedDisposal<?> head;

  WeakQueue() {
    head = LinkedDisposal.gone();
    tail = head;
  }

  abstract void offer(LinkedDisposal<?> last);

  @Nullable LinkedDisposal<?> poll() {
    var first = (LinkedDisposal<?>) NEXT.getAcquire(head);
    if (first == null) {
      return null;
    }
    head = first;
    return first;
  }

  boolean isEmpty() {
    return tail == head;
  }

  /** Takes what the tail says is there, and only then looks whether it is within reach. */
  static final class HeadFirst extends WeakQueue {
    @Override
    void offer(LinkedDisposal<?> last) {
      last.next = null;
      var previous = (LinkedDisposal<?>) TAIL.getAndSet(this, last);
      Tally.widenTheGap();
      NEXT.setRelease(previous, last);
    }

    @Override
    @Nullable LinkedDisposal<?> poll() {
      var before = head;
      head = tail;
      return (LinkedDisposal<?>) NEXT.getAcquire(before);
    }
  }

  /** No mistake but the poll that does not wait for a link. */
  static final class Impatient extends WeakQueue {
    @Override
    void offer(LinkedDisposal<?> last) {
      last.next = null;
      var previous = (LinkedDisposal<?>) TAIL.getAndSet(this, last);
      NEXT.setRelease(previous, last);
    }
  }

  /** Reads and writes the tail in two steps instead of one. */
  static final class TwoSteps extends WeakQueue {
    @Override
    void offer(LinkedDisposal<?> last) {
      last.next = null;
      var previous = tail;
      tail = last;
      NEXT.setRelease(previous, last);
    }
  }

  /** Marks the end of the list when others may already have linked theirs behind it. */
  static final class LateEnd extends WeakQueue {
    @Override
    void offer(LinkedDisposal<?> last) {
      var previous = (LinkedDisposal<?>) TAIL.getAndSet(this, last);
      last.next = null;
      NEXT.setRelease(previous, last);
    }
  }
}
