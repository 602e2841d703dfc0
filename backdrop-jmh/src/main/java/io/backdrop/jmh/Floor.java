package io.backdrop.jmh;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The least that a hand-off without a lock can do: one compare-and-set on what is handed off, so
 * that it happens once, and one exchange on a shared tail, so that it is found. Without the link,
 * the value, the strategy and the handle.
 */
final class Floor {

  private static final VarHandle TAIL;
  private static final VarHandle OWNER;

  static {
    try {
      var lookup = MethodHandles.lookup();
      TAIL = lookup.findVarHandle(Floor.class, "tail", Element.class);
      OWNER = lookup.findVarHandle(Element.class, "owner", Floor.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private volatile Element tail;

  Element element() {
    return new Element(this);
  }

  void handOff(Element element) {
    if (OWNER.compareAndSet(element, this, null)) {
      TAIL.getAndSet(this, element);
    }
  }

  /** As large as a disposal, so that both burden the caches alike. */
  static final class Element {
    private volatile Floor owner;
    private final Object value;
    private final Object disposer;
    private final Object next;

    private Element(Floor owner) {
      this.value = owner;
      this.disposer = owner;
      this.next = owner;
      OWNER.set(this, owner);
    }
  }
}
