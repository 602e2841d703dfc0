package io.backdrop;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** A disposal that has its position in the queue of a trash thread, and is not in its place yet. */
final class HalfHandedOff {

  private static final VarHandle BACKLOG;
  private static final VarHandle ENTERED;

  static {
    try {
      var lookup = MethodHandles.lookup();
      BACKLOG =
          MethodHandles.privateLookupIn(TrashThread.class, lookup)
              .findVarHandle(TrashThread.class, "backlog", Backlog.class);
      ENTERED = lookup.findVarHandle(DisposalQueue.class, "entered", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final ClaimableDisposal<?> disposal;
  private final Page page;
  private final int place;

  /** In a queue that stays within its first page. */
  HalfHandedOff(TrashThread trash, ClaimableDisposal<?> disposal) {
    var queue = (Backlog) BACKLOG.get(trash);
    this.disposal = disposal;
    this.page = queue.page;
    this.place = (int) (long) ENTERED.getAndAdd(queue, 1L);
  }

  void handOffTheRest() {
    VarHandle.releaseFence();
    page.disposals[place] = disposal;
  }
}
