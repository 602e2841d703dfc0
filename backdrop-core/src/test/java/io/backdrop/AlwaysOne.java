package io.backdrop;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Many threads pass through here over and over, and from the second on there is always one in it.
 */
final class AlwaysOne {

  private final AtomicInteger inside = new AtomicInteger();
  private volatile boolean open;

  void pass() {
    inside.incrementAndGet();
    while (!open && !tryLeave()) {
      Thread.yield();
    }
  }

  private boolean tryLeave() {
    int now = inside.get();
    return now > 1 && inside.compareAndSet(now, now - 1);
  }

  /** From now on who is in it does not wait for another. */
  void open() {
    open = true;
  }
}
