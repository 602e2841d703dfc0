package io.backdrop.jmh;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** A handle that closes once by a compare-and-set, which the compiler cannot remove. */
final class CasHandle implements AutoCloseable {

  private static final VarHandle CLOSED;

  static {
    try {
      CLOSED = MethodHandles.lookup().findVarHandle(CasHandle.class, "closed", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Counted counted;
  private volatile int closed;

  private CasHandle(Counted counted) {
    this.counted = counted;
  }

  static CasHandle share(Counted counted) {
    var handle = new CasHandle(counted);
    counted.retain();
    return handle;
  }

  Object get() {
    var value = counted.value();
    if (closed != 0) {
      throw counted.closed();
    }
    return value;
  }

  @Override
  public void close() {
    if (CLOSED.compareAndSet(this, 0, 1)) {
      counted.release();
    }
  }
}
