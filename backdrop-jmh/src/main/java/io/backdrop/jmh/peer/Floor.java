package io.backdrop.jmh.peer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The least that a hand-off without a lock can do: one compare-and-set on what is handed off, so
 * that it happens once, and one exchange on a shared tail, so that it is found. Without the link,
 * the value, the strategy and the handle; nothing is ever released.
 */
final class Floor implements Target {

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

  @Override
  public AutoCloseable handle(AutoCloseable value) {
    return new Element(this, value);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}

  /** As large as a disposal, so that both burden the caches alike. */
  private static final class Element implements AutoCloseable {
    private final Object value;
    private final Object disposer;
    private volatile Floor owner;

    Element(Floor owner, Object value) {
      this.value = value;
      this.disposer = value;
      OWNER.set(this, owner);
    }

    @Override
    public void close() {
      var floor = owner;
      if (OWNER.compareAndSet(this, floor, null)) {
        TAIL.getAndSet(floor, this);
      }
    }
  }
}
