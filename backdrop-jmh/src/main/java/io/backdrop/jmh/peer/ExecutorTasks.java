package io.backdrop.jmh.peer;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What a program has at hand already to have something done by another thread. */
final class ExecutorTasks {

  private static final long LOOK_AGAIN = TimeUnit.MICROSECONDS.toNanos(50);

  private ExecutorTasks() {}

  static Target executor() {
    var executor = Executors.newSingleThreadExecutor();
    return Tasks.inOrder(executor::execute, executor::close);
  }

  static Target forkJoin() {
    var pool = new ForkJoinPool(1, ForkJoinPool.defaultForkJoinWorkerThreadFactory, null, true);
    return new Tasks(pool::execute, () -> await(pool), pool::close);
  }

  /** There is one common pool, which is never closed. */
  static Target runAsync() {
    return new Tasks(CompletableFuture::runAsync, () -> await(ForkJoinPool.commonPool()), () -> {});
  }

  /** A pool runs tasks in no order of which one could be sure, but says whether any are left. */
  private static void await(ForkJoinPool pool) {
    while (!pool.isQuiescent()) {
      LockSupport.parkNanos(LOOK_AGAIN);
    }
  }

  static Target eventLoop() {
    var group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    return Tasks.inOrder(
        group.next()::execute,
        () -> group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly());
  }

  static Target virtualThread() {
    return new VirtualThreads();
  }
}
