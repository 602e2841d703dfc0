package io.backdrop;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** A disposal that has its position in a queue, and is not in its place yet. */
final class HalfHandedOff {

  private static final VarHandle ENTERED;

  static {
    try {
      ENTERED = MethodHandles.lookup().findVarHandle(DisposalQueue.class, "entered", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final ClaimableDisposal<?> disposal;
  private final Page page;
  private final int place;

  private HalfHandedOff(DisposalQueue queue, ClaimableDisposal<?> disposal, long position) {
    this.disposal = disposal;
    this.page = queue.page;
    this.place = (int) position;
  }

  /** In a queue that stays within its first page. */
  HalfHandedOff(DisposalQueue queue, ClaimableDisposal<?> disposal) {
    this(queue, disposal, (long) ENTERED.getAndAdd(queue, 1L));
  }

  /** Likewise; null where the queue has ended. */
  static @Nullable HalfHandedOff unlessEnded(DisposalQueue queue, ClaimableDisposal<?> disposal) {
    while (true) {
      long position = (long) ENTERED.getVolatile(queue); // First: the end changes it.
      if (queue.hasEnded()) {
        return null;
      }
      if (ENTERED.compareAndSet(queue, position, position + 1)) {
        return new HalfHandedOff(queue, disposal, position);
      }
    }
  }

  void handOffTheRest() {
    VarHandle.releaseFence();
    page.disposals[place] = disposal;
  }
}
