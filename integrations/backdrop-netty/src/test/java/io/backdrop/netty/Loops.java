package io.backdrop.netty;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.nio.NioIoHandler;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Real event loops, which are shut down in the end. */
final class Loops implements AutoCloseable {

  private final MultiThreadIoEventLoopGroup group;

  Loops(int loops) {
    group = new MultiThreadIoEventLoopGroup(loops, NioIoHandler.newFactory());
  }

  MultiThreadIoEventLoopGroup group() {
    return group;
  }

  EventLoop first() {
    return (EventLoop) group.iterator().next();
  }

  int pendingTasks() {
    return ((SingleThreadIoEventLoop) first()).pendingTasks();
  }

  /** Keeps the first loop from doing anything, from when this returns until the latch opens. */
  void occupyUntil(CountDownLatch opened) throws InterruptedException {
    var occupied = new CountDownLatch(1);
    first()
        .execute(() -> {
          occupied.countDown();
          try {
            opened.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    occupied.await();
  }

  void beginShutdown() {
    group.shutdownGracefully(0, 30, TimeUnit.SECONDS);
  }

  /** Shuts down, if that has not begun, and waits for the end. */
  @Override
  public void close() throws InterruptedException {
    beginShutdown();
    group.terminationFuture().sync();
  }
}
