package io.backdrop.netty;

import io.backdrop.Disposer;
import io.backdrop.IncrementalDisposer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufHolder;
import io.netty.util.ReferenceCounted;

/** Gives up a reference, and knows how heavy buffers are. */
enum Releasing implements IncrementalDisposer<ReferenceCounted> {
  INSTANCE;

  static final Disposer<ReferenceCounted> WEIGHED = INSTANCE.weighing(Releasing::weigh);

  /** After one whole release: this is as cheap as one that is not incremental. */
  private enum Released implements Release {
    INSTANCE;

    @Override
    public boolean step() {
      return false;
    }
  }

  @Override
  public Release begin(ReferenceCounted value) {
    var components = CompositeRelease.of(value);
    if (components != null) {
      return components;
    }
    value.release();
    return Released.INSTANCE;
  }

  private static long weigh(ReferenceCounted value) {
    // No switch over types, which takes the first closer milliseconds to link.
    if (value instanceof ByteBuf buffer) {
      return buffer.capacity();
    }
    return value instanceof ByteBufHolder holder ? holder.content().capacity() : 0;
  }
}
