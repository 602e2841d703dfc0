package io.backdrop.cli;

import io.backdrop.netty.BackdropNetty;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.EventExecutorGroup;
import java.util.concurrent.TimeUnit;

/** Closed on an event loop of Netty. */
final class NettyTasks {

  private NettyTasks() {}

  /** The release goes to another event loop. */
  static InTask many() {
    return ordinary(loops(2));
  }

  /** The release is a later turn of the same event loop. */
  static InTask one() {
    return ordinary(loops(1));
  }

  static InTask manyBlocking() {
    return blocking(loops(2));
  }

  static InTask oneBlocking() {
    return blocking(loops(1));
  }

  private static InTask ordinary(EventLoopGroup loops) {
    var closing = loops.next();
    var releasing = loops.next();
    return new InTask(
        BackdropNetty.eventLoop(releasing), closing, releasing, () -> shutDown(loops));
  }

  private static InTask blocking(EventLoopGroup loops) {
    var executors = new DefaultEventExecutorGroup(2);
    return new InTask(
        BackdropNetty.blocking(executors),
        loops.next(),
        executors,
        () -> {
          shutDown(loops);
          shutDown(executors);
        });
  }

  private static EventLoopGroup loops(int count) {
    return new MultiThreadIoEventLoopGroup(count, NioIoHandler.newFactory());
  }

  private static void shutDown(EventExecutorGroup group) {
    group.shutdownGracefully(0, 30, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
