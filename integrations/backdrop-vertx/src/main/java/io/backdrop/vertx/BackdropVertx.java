package io.backdrop.vertx;

import static java.util.Objects.requireNonNull;

import io.backdrop.BackdropStrategy;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.function.BooleanSupplier;

/**
 * Values released by Vert.x: on the context that closes them, or on worker threads, where blocking
 * is fine.
 *
 * {@snippet file="io/backdrop/vertx/Snippets.java" region="verticle"}
 *
 * <p>All strategies are thread-safe, and keep what every strategy keeps: what the closing thread
 * did to a value happens-before its release. A Vert.x that was closed leaves the value to its
 * closer, with a warning that names it, once. What was handed off before that is released.
 *
 * <p>A disposer that fails is reported to the exception handler of the context, or of Vert.x, or is
 * logged, as Vert.x does with what any handler throws. One that never ends keeps the verticle from
 * being undeployed, and Vert.x from closing: Vert.x logs a worker that is blocked for a minute, and
 * does no more.
 *
 * <p>Each method that makes a strategy throws an {@link IllegalStateException} when the Vert.x that
 * it finds is older than 5.
 */
public final class BackdropVertx {

  private BackdropVertx() {}

  /**
   * Releases on the context that closes the value, in a turn to come. A value that is closed
   * outside of any context is released in place, with a warning, once.
   *
   * @return the strategy that does
   */
  public static BackdropStrategy currentContext() {
    return currentContext(CurrentContext.NOWHERE);
  }

  /**
   * Releases on the context that closes the value, in a turn to come, and leaves what is closed
   * outside of any context to another strategy. Code in an {@code executeBlocking} has the context
   * that called it: what it closes is released there, which may be on an event loop.
   *
   * <p>An event loop releases for about a millisecond in each of its turns. What one context closes
   * is released in the order of closing; several contexts have their time one after the other. What
   * is left goes on after the loop has looked after its channels and timers. So neither very many
   * values nor one large value with an {@link io.backdrop.IncrementalDisposer} stops them, nor does
   * one that is {@linkplain io.backdrop.Disposer#retrying(io.backdrop.RetryPolicy) retrying}: while
   * all that is pending waits for another attempt, what is closed then may wait for some
   * milliseconds. Any other disposer is not cut short, so one that blocks stops the loop: for those
   * take {@link #executeBlocking}. When Vert.x ends, all that is left is released in one go; once a
   * second has passed, further attempts have no pauses between them.
   *
   * <p>What a worker or a virtual thread closes is released between the other tasks of its context,
   * never beside them, and before the verticle is undeployed. There a large value is released in
   * one go, and one that is retrying sleeps between its attempts: meanwhile the other tasks of the
   * context wait. Vert.x takes the threads from a worker that fails to start without waiting: what
   * they leave is given to the {@linkplain io.backdrop.TrashThread#global() global trash thread},
   * with a warning.
   *
   * <p>A request may have a context of its own, made from that of its verticle: a disposer runs on
   * the verticle's, and sees neither what is local to the request nor its trace.
   *
   * <p>Costs a task of the context, as {@link Context#runOnContext} does, and on workers and
   * virtual threads also the entry into a queue, of 24 bytes. Each context of an event loop that
   * releases has a queue, as long as it lives.
   *
   * @param outside takes what is closed outside of any context
   * @return the strategy that does
   * @throws NullPointerException when the other strategy is null
   */
  public static BackdropStrategy currentContext(BackdropStrategy outside) {
    VertxVersion.check();
    return new CurrentContext(requireNonNull(outside, "outside"));
  }

  /**
   * Releases on the worker threads of a Vert.x, several values side by side. Costs an {@link
   * Context#executeBlocking}, whoever closes. {@link Vertx#close} waits until all is released that
   * was closed before. A verticle that it stops is undeployed once what the verticle closes as it
   * stops is released, too.
   *
   * <p>There is one for each Vert.x, which keeps it until it is closed. Disposers run with
   * Backdrop's own class loader as the context class loader.
   *
   * @param vertx whose worker threads release
   * @return the strategy that does
   * @throws NullPointerException when the Vert.x is null
   */
  public static BackdropStrategy executeBlocking(Vertx vertx) {
    VertxVersion.check();
    return OnWorkers.of(requireNonNull(vertx, "vertx"));
  }

  /**
   * Releases on the worker threads of a {@link WorkerExecutor}, several values side by side: for
   * disposers that take so long that Vert.x's other workers should not wait for them.
   *
   * {@snippet file="io/backdrop/vertx/Snippets.java" region="named-workers"}
   *
   * <p>Costs a {@link WorkerExecutor#executeBlocking}, and the entry into a queue, of 24 bytes.
   * {@link Vertx#close} waits until all is released that was closed before. A verticle that it
   * stops is undeployed once what the verticle closes as it stops is released, too, by Vert.x's own
   * workers. But a worker executor interrupts the disposers that it runs, as it does all its tasks,
   * when it or its Vert.x is closed: one that must not be interrupted belongs to {@link
   * #executeBlocking(Vertx)}. What is pending when the worker executor itself is closed goes to the
   * Vert.x's own workers within half a second, with a warning; and whoever closes a value
   * afterwards releases it, with a warning that names the worker executor, once.
   *
   * <p>An executor that a verticle makes ends with that verticle: undeploying interrupts the
   * disposers that run, and does not wait for what is pending, which goes to the Vert.x's own
   * workers. To avoid that, make the executor outside of verticles.
   *
   * <p>There is one for each {@link WorkerExecutor}: both are kept until the workers are shut down,
   * which several of the same name share, and all is released. Disposers run with Backdrop's own
   * class loader as the context class loader.
   *
   * @param executor whose worker threads release, from {@link Vertx#createSharedWorkerExecutor}
   * @return the strategy that does
   * @throws NullPointerException when the worker executor is null
   */
  public static BackdropStrategy executeBlocking(WorkerExecutor executor) {
    VertxVersion.check();
    return OnWorkerExecutor.of(requireNonNull(executor, "executor"));
  }

  /**
   * Tells whether the current thread is an event loop of Vert.x, which must not block. For {@link
   * io.backdrop.TrashThreadBuilder#mustNotBlock}.
   *
   * @return the test
   */
  public static BooleanSupplier mustNotBlock() {
    return Context::isOnEventLoopThread;
  }
}
