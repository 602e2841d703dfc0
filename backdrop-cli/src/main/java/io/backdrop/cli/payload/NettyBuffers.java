package io.backdrop.cli.payload;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;

/**
 * Many small direct buffers from the pool of Netty, which is where their release puts them back.
 */
final class NettyBuffers implements Payload {

  private static final ByteBufAllocator POOL = new PooledByteBufAllocator(true);
  private static final int BYTES = 64;

  /** How many buffers a request reads. */
  private static final int READS = 8;

  private final Counter counter = new Counter();
  private final CountedBuffer[] buffers;

  NettyBuffers(int size) {
    buffers = new CountedBuffer[size];
    for (int i = 0; i < size; i++) {
      buffers[i] = new CountedBuffer(counter, POOL.directBuffer(BYTES, BYTES).writeLong(i));
    }
  }

  @Override
  public CountedBuffer[] value() {
    return buffers;
  }

  @Override
  public long answer(long request) {
    long sum = 0;
    for (int i = 0; i < READS; i++) {
      sum += buffers[Payload.part(request * READS + i, buffers.length)].buffer().getLong(0);
    }
    return sum;
  }

  @Override
  public long released() {
    return counter.released();
  }

  @Override
  public Tally tally() {
    return counter.tally(buffers.length, Part.countOpen(buffers));
  }

  @Override
  public void discard() {
    Part.closeOpen(buffers);
  }

  /** Its own mark, for a buffer that was released may already be somebody else's. */
  static final class CountedBuffer implements Part {

    private final Counter counter;
    private final ByteBuf buffer;
    private boolean closed;

    private CountedBuffer(Counter counter, ByteBuf buffer) {
      this.counter = counter;
      this.buffer = buffer;
    }

    private ByteBuf buffer() {
      return buffer;
    }

    @Override
    public boolean isOpen() {
      return !closed;
    }

    @Override
    public void close() {
      if (counter.countFirst(isOpen())) {
        closed = true;
        buffer.release();
      }
    }
  }
}
