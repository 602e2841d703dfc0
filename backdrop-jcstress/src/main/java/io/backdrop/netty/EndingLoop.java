package io.backdrop.netty;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.RejectedExecutionException;

/** An event loop that runs each task in the thread which gives it, until it ends. */
final class EndingLoop implements InvocationHandler {

  private volatile boolean ended;

  EventLoop loop() {
    return as(EventLoop.class);
  }

  void end() {
    ended = true;
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "execute" -> {
        execute((Runnable) arguments[0]);
        yield null;
      }
      case "inEventLoop" -> false;
      case "isShuttingDown", "isShutdown", "isDone" -> ended;
      case "terminationFuture" -> as(Future.class);
      case "addListener" -> proxy;
      default -> throw new UnsupportedOperationException(method.toString());
    };
  }

  private void execute(Runnable task) {
    if (ended) {
      throw new RejectedExecutionException("The loop has ended");
    }
    task.run();
  }

  private <T> T as(Class<T> type) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, this));
  }
}
