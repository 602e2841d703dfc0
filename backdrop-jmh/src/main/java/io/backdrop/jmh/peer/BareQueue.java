package io.backdrop.jmh.peer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** The queue of a trash thread as it is, with its bound, and nothing around it. */
final class BareQueue extends PositionsFarFromConsumer {

  private static final int BOUND = 1_000_000;

  private static final VarHandle PAGE;
  private static final VarHandle ENTERED;
  private static final VarHandle NEXT;
  private static final VarHandle PLACE = MethodHandles.arrayElementVarHandle(Task[].class);

  static {
    try {
      var lookup = MethodHandles.lookup();
      PAGE = lookup.findVarHandle(Positions.class, "page", Page.class);
      ENTERED = lookup.findVarHandle(Positions.class, "entered", long.class);
      NEXT = lookup.findVarHandle(Page.class, "next", Page.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** So many positions in a row. */
  static final class Page {

    static final int SIZE = 256;

    private final long first;
    private final Task[] tasks = new Task[SIZE];
    private volatile Page next;

    Page(long first) {
      this.first = first;
    }

    private Page nextOrNew() {
      if (next == null) {
        NEXT.compareAndSet(this, null, new Page(first + SIZE));
      }
      return next;
    }
  }

  private volatile long taken;
  private Page head = page;
  private Page last = head.nextOrNew();

  boolean offer(Task task) {
    while (true) {
      long position = entered;
      if (position >= roomUntil && !findRoomAt(position)) {
        return false;
      }
      var on = page;
      VarHandle.releaseFence();
      if (ENTERED.compareAndSet(this, position, position + 1)) {
        on.tasks[(int) position & (Page.SIZE - 1)] = task;
        return true;
      }
    }
  }

  private boolean findRoomAt(long position) {
    var on = page;
    if (position - on.first >= Page.SIZE) {
      PAGE.compareAndSet(this, on, on.nextOrNew());
    }
    long until = Math.min(taken + BOUND, page.first + Page.SIZE);
    roomUntil = until;
    return position < until;
  }

  Task poll() {
    if (taken - head.first == Page.SIZE) {
      if (head.next == null) {
        return null;
      }
      head = head.next;
      while (last.next != null) {
        last = last.next;
      }
      last = last.nextOrNew(); // As many ahead as there have ever been.
    }
    var first = (Task) PLACE.getAcquire(head.tasks, (int) (taken - head.first));
    if (first != null) {
      taken = taken + 1;
    }
    return first;
  }
}

/** What producers write. */
abstract class Positions extends PositionsFarFromNeighbours {
  volatile BareQueue.Page page = new BareQueue.Page(0);
  volatile long entered;
  volatile long roomUntil;
}

/** Two cache lines between what producers write and what the consumer does. */
@SuppressWarnings("unused")
abstract class PositionsFarFromConsumer extends Positions {
  private int p00, p01, p02, p03, p04, p05, p06, p07, p08, p09, p10, p11, p12, p13, p14, p15;
  private int p16, p17, p18, p19, p20, p21, p22, p23, p24, p25, p26, p27, p28, p29, p30, p31;
}

/** Two cache lines between that and what lies before it in memory. */
@SuppressWarnings("unused")
abstract class PositionsFarFromNeighbours {
  private int p00, p01, p02, p03, p04, p05, p06, p07, p08, p09, p10, p11, p12, p13, p14, p15;
  private int p16, p17, p18, p19, p20, p21, p22, p23, p24, p25, p26, p27, p28, p29, p30, p31;
}
