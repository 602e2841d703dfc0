package io.backdrop.jmh.runtimes;

import io.backdrop.BackdropStrategy;
import io.backdrop.coroutines.BackdropCoroutines;
import io.backdrop.netty.BackdropNetty;
import io.backdrop.reactor.BackdropReactor;
import io.backdrop.vertx.BackdropVertx;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.function.Consumer;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.CoroutineDispatcher;
import kotlinx.coroutines.Dispatchers;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * A runtime that has one thread: its own submit, and the strategy that is made of it.
 *
 * @param submit what a program calls that does without this library
 * @param end ends the runtime
 */
record Runtime(Consumer<Task> submit, BackdropStrategy strategy, Runnable end) {

  /** Small and without a life of its own: a loop of a group that has no channels. */
  static Runtime nettyLoop() {
    var group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    var loop = group.next();
    return new Runtime(loop::execute, BackdropNetty.eventLoop(loop), group::close);
  }

  static Runtime nettyGroup() {
    var group = new DefaultEventExecutorGroup(1);
    return new Runtime(group::execute, BackdropNetty.blocking(group), group::close);
  }

  static Runtime reactorParallel() {
    return of(Schedulers.newParallel("parallel", 1));
  }

  static Runtime reactorElastic() {
    return of(Schedulers.newBoundedElastic(1, Integer.MAX_VALUE, "elastic"));
  }

  private static Runtime of(Scheduler scheduler) {
    return new Runtime(scheduler::schedule, BackdropReactor.on(scheduler), scheduler::dispose);
  }

  static Runtime vertxContext() {
    var vertx = ofOneThread();
    var context = vertx.getOrCreateContext();
    return new Runtime(
        context::runOnContext, BackdropVertx.currentContext(), () -> vertx.close().await());
  }

  static Runtime vertxBlocking() {
    var vertx = ofOneThread();
    return new Runtime(
        task -> vertx.executeBlocking(task, false),
        BackdropVertx.executeBlocking(vertx),
        () -> vertx.close().await());
  }

  static Runtime vertxWorkerExecutor() {
    var vertx = ofOneThread();
    var workers = vertx.createSharedWorkerExecutor("workers", 1);
    return new Runtime(
        task -> workers.executeBlocking(task, false),
        BackdropVertx.executeBlocking(workers),
        () -> vertx.close().await());
  }

  private static Vertx ofOneThread() {
    return Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
  }

  /** That it has one thread is set for the JVM. */
  static Runtime coroutinesDefault() {
    return of(Dispatchers.getDefault());
  }

  /** That it has one thread is set for the JVM. */
  static Runtime coroutinesIo() {
    return of(Dispatchers.getIO());
  }

  private static Runtime of(CoroutineDispatcher dispatcher) {
    return new Runtime(
        task -> dispatcher.dispatch(EmptyCoroutineContext.INSTANCE, task),
        BackdropCoroutines.on(dispatcher),
        () -> {});
  }

  /** That it has one carrier is set for the JVM. */
  static Runtime virtualThread() {
    return new Runtime(Thread::startVirtualThread, BackdropStrategy.virtualThread(), () -> {});
  }
}
