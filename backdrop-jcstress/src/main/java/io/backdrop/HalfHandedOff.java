package io.backdrop;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

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

  /** In a queue that stays within its first page. */
  HalfHandedOff(DisposalQueue queue, ClaimableDisposal<?> disposal) {
    this.disposal = disposal;
    this.page = queue.page;
    this.place = (int) (long) ENTERED.getAndAdd(queue, 1L);
  }

  void handOffTheRest() {
    VarHandle.releaseFence();
    page.disposals[place] = disposal;
  }
}
