package io.backdrop.jmh;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What the handles of an {@code Arc} share, in the same steps, so that other handles than its own
 * can be measured on it. Only the hand-off by the last one is left out.
 */
final class Counted {

  private static final int DEAD = Integer.MIN_VALUE;

  private static final VarHandle COUNT;

  static {
    try {
      COUNT = MethodHandles.lookup().findVarHandle(Counted.class, "count", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private volatile Object value;
  private volatile int count = 1;

  Counted(Object value) {
    this.value = value;
  }

  Object value() {
    return value;
  }

  void retain() {
    if ((int) COUNT.getAndAdd(this, 1) < 0) {
      throw closed();
    }
  }

  void release() {
    if ((int) COUNT.getAndAdd(this, -1) == 1 && COUNT.compareAndSet(this, 0, DEAD)) {
      value = Void.class;
    }
  }

  IllegalStateException closed() {
    return new IllegalStateException("This " + value.getClass().getName() + " was closed");
  }
}
