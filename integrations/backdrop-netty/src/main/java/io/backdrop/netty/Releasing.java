package io.backdrop.netty;

import io.backdrop.Disposer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufHolder;
import io.netty.util.ReferenceCounted;

/** Gives up a reference, and knows how heavy buffers are. */
enum Releasing implements Disposer<ReferenceCounted> {
  INSTANCE;

  static final Disposer<ReferenceCounted> WEIGHED = INSTANCE.weighing(Releasing::weigh);

  @Override
  public void dispose(ReferenceCounted value) {
    value.release();
  }

  private static long weigh(ReferenceCounted value) {
    // No switch over types, which takes the first closer milliseconds to link.
    if (value instanceof ByteBuf buffer) {
      return buffer.capacity();
    }
    return value instanceof ByteBufHolder holder ? holder.content().capacity() : 0;
  }
}
