package io.backdrop.jmh;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A handle that closes once by holding its own monitor, and needs no fence beside that: it begins
 * with what a new object has anyway, and the addition to the count comes after the plain write.
 */
final class LockedHandle implements AutoCloseable {

  private static final VarHandle CLOSED;

  static {
    try {
      CLOSED = MethodHandles.lookup().findVarHandle(LockedHandle.class, "closed", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Counted counted;
  private boolean closed;

  private LockedHandle(Counted counted) {
    this.counted = counted;
  }

  static LockedHandle share(Counted counted) {
    var handle = new LockedHandle(counted);
    counted.retain();
    return handle;
  }

  Object get() {
    var value = counted.value();
    if ((boolean) CLOSED.getOpaque(this)) {
      throw counted.closed();
    }
    return value;
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    counted.release();
  }
}
