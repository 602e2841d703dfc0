package io.backdrop.vertx;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.netty.channel.EventLoop;
import io.vertx.core.internal.CloseFuture;
import io.vertx.core.internal.ContextInternal;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** What is let in before the end is over is waited for; what is not let in knows it. */
public class PendingCountRaces {

  /** A context whose loop runs in place what it is given. */
  private static final ContextInternal CONTEXT = inPlace();

  private PendingCountRaces() {}

  private static ContextInternal inPlace() {
    var loop =
        proxy(
            EventLoop.class,
            task -> {
              task.run();
              return null;
            });
    return proxy(ContextInternal.class, none -> loop);
  }

  private interface Answer {
    Object to(Runnable argument);
  }

  private static <T> T proxy(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                answer.to(arguments == null ? null : (Runnable) arguments[0])));
  }

  /**
   * 1 for one that was let in, 2 where it then found that the end was over; 0 for one that was not.
   */
  @JCStressTest
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "let in, and waited for")
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "not let in")
  @Outcome(expect = FORBIDDEN, desc = "not waited for, or waited for in vain")
  @State
  public static class EnterVsEnd {
    private final AtomicInteger ends = new AtomicInteger();
    private final CloseFuture future = new CloseFuture();
    private final PendingCount count = new PendingCount(CONTEXT, () -> {});

    public EnterVsEnd() {
      count.endWith(future);
    }

    @Actor
    public void closer(II_Result r) {
      if (count.enter()) {
        r.r1 = ends.get() == 0 ? 1 : 2;
        count.leave();
      }
    }

    @Actor
    public void end() {
      future.close().onComplete(closed -> ends.incrementAndGet());
    }

    @Arbiter
    public void look(II_Result r) {
      r.r2 = ends.get();
    }
  }

  /** Looks whether the end has begun, and only then is counted. */
  @JCStressTest
  @JCStressMeta(EnterVsEnd.class)
  @State
  public static class LooksThenCountsTwin {
    private final AtomicInteger ends = new AtomicInteger();
    private final AtomicInteger pending = new AtomicInteger();
    private volatile boolean closing;

    @Actor
    public void closer(II_Result r) {
      if (!closing) {
        pending.incrementAndGet();
        r.r1 = ends.get() == 0 ? 1 : 2;
        if (pending.decrementAndGet() == 0 && closing) {
          ends.compareAndSet(0, 1);
        }
      }
    }

    @Actor
    public void end() {
      closing = true;
      if (pending.get() == 0) {
        ends.compareAndSet(0, 1);
      }
    }

    @Arbiter
    public void look(II_Result r) {
      r.r2 = ends.get();
    }
  }
}
