package io.backdrop.reactor;

import static java.util.Objects.requireNonNull;

import io.backdrop.Backdrop;
import io.backdrop.BackdropStrategy;
import io.backdrop.Disposer;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Values released by Reactor's schedulers, at the end of a {@link Mono} or {@link Flux}, and when
 * one discards them.
 *
 * {@snippet file="io/backdrop/reactor/Snippets.java" region="using"}
 *
 * <p>All strategies are thread-safe, and keep what every strategy keeps: what the closing thread
 * did to a value happens-before its release. What a {@linkplain Schedulers#onScheduleHook hook}
 * passes on to a task, such as the context in {@code Hooks.enableAutomaticContextPropagation}, is
 * the closer's. A hand-off costs the scheduler's {@code schedule}, and a task of 24 bytes, of which
 * a chain is made.
 *
 * <p>Make a strategy of a scheduler once, when the program starts: the first one of a JVM takes
 * some milliseconds to prepare, and each is kept until a minute after its last value. One virtual
 * thread looks after all of them.
 *
 * <p>Disposing of a scheduler loses nothing that waits in it, though Reactor forgets those tasks.
 * What they would have released goes to {@link io.backdrop.TrashThread#global()} within a second,
 * with a warning. But the disposers that run are interrupted, and one that is waiting then fails:
 * {@link Scheduler#disposeGracefully} lets them come to their end. Even its Mono may complete
 * before what went to the global trash thread is released. Whoever closes a value afterwards
 * releases it, with a warning, once. A scheduler that rejects because it is full leaves the value
 * to its closer too. What is pending when {@code shutdownNow} ends the executor of a {@link
 * Schedulers#fromExecutorService} is lost unless that scheduler is disposed of as well, which is
 * the only sign of the end; until then it is kept.
 *
 * <p>The end of the JVM waits for no thread of Reactor's shared schedulers, and at {@link
 * System#exit} for none at all: what is pending then is lost. A {@link io.backdrop.TrashThread} is
 * drained then.
 *
 * <p>A disposer that fails is reported as any failing task is: see {@link
 * Schedulers#onHandleError}.
 *
 * <p>Each method that makes a strategy throws an {@link IllegalStateException} when the Reactor
 * that it finds is older than 3.5.
 */
public final class BackdropReactor {

  private static final OnCurrent PARALLEL = new OnCurrent();
  private static final OnCurrent BOUNDED_ELASTIC = new OnCurrent();

  private BackdropReactor() {}

  /**
   * Releases on {@link Schedulers#parallel()}, among the ordinary tasks, for disposers that
   * compute. One that blocks, or sleeps between attempts because it is {@linkplain
   * Disposer#retrying(io.backdrop.RetryPolicy) retrying}, holds up the tasks of a whole core: for
   * those take {@link #boundedElastic}.
   *
   * @return the strategy that does
   */
  public static BackdropStrategy parallel() {
    ReactorVersion.check();
    return PARALLEL.on(Schedulers.parallel());
  }

  /**
   * Releases on {@link Schedulers#boundedElastic()}, where blocking is fine.
   *
   * @return the strategy that does
   */
  public static BackdropStrategy boundedElastic() {
    ReactorVersion.check();
    return BOUNDED_ELASTIC.on(Schedulers.boundedElastic());
  }

  /**
   * Releases on a scheduler.
   *
   * @param scheduler where to release
   * @return the strategy that does
   * @throws NullPointerException when the scheduler is null
   */
  public static BackdropStrategy on(Scheduler scheduler) {
    ReactorVersion.check();
    return new OnScheduler(requireNonNull(scheduler, "scheduler"));
  }

  /**
   * Makes a value for each subscriber, and closes it when the {@link Mono} made of it has ended or
   * is cancelled: before the subscriber is given the result, because closing takes hardly any time.
   * So the result must not be a part of the value.
   *
   * @param <T> the type of the value
   * @param <R> the type of the result
   * @param value makes the value
   * @param strategy when and where it is released
   * @param use what to do with it
   * @return a Mono that does
   * @throws NullPointerException when an argument is null
   */
  public static <T extends AutoCloseable, R> Mono<R> usingMono(
      Callable<? extends T> value,
      BackdropStrategy strategy,
      Function<? super T, ? extends Mono<? extends R>> use) {
    return usingMono(value, Disposer.closing(), strategy, use);
  }

  /**
   * Makes a value for each subscriber, and releases it by means of the disposer when the {@link
   * Mono} made of it has ended or is cancelled; otherwise as the method without a disposer.
   *
   * @param <T> the type of the value
   * @param <R> the type of the result
   * @param value makes the value
   * @param disposer how it is released
   * @param strategy when and where it is released
   * @param use what to do with it
   * @return a Mono that does
   * @throws NullPointerException when an argument is null
   */
  public static <T, R> Mono<R> usingMono(
      Callable<? extends T> value,
      Disposer<? super T> disposer,
      BackdropStrategy strategy,
      Function<? super T, ? extends Mono<? extends R>> use) {
    requireNonNull(use, "use");
    return Mono.using(
        opening(value, disposer, strategy), backdrop -> use.apply(backdrop.get()), Backdrop::close);
  }

  /**
   * Makes a value for each subscriber, and closes it when the {@link Publisher} made of it has
   * ended or is cancelled: before the subscriber is told of the end, because closing takes hardly
   * any time. So the results must not be parts of the value: those that still wait in a queue, such
   * as that of a {@link Flux#publishOn}, are read after it was closed.
   *
   * @param <T> the type of the value
   * @param <R> the type of the results
   * @param value makes the value
   * @param strategy when and where it is released
   * @param use what to do with it
   * @return a Flux that does
   * @throws NullPointerException when an argument is null
   */
  public static <T extends AutoCloseable, R> Flux<R> usingFlux(
      Callable<? extends T> value,
      BackdropStrategy strategy,
      Function<? super T, ? extends Publisher<? extends R>> use) {
    return usingFlux(value, Disposer.closing(), strategy, use);
  }

  /**
   * Makes a value for each subscriber, and releases it by means of the disposer when the {@link
   * Publisher} made of it has ended or is cancelled; otherwise as the method without a disposer.
   *
   * @param <T> the type of the value
   * @param <R> the type of the results
   * @param value makes the value
   * @param disposer how it is released
   * @param strategy when and where it is released
   * @param use what to do with it
   * @return a Flux that does
   * @throws NullPointerException when an argument is null
   */
  public static <T, R> Flux<R> usingFlux(
      Callable<? extends T> value,
      Disposer<? super T> disposer,
      BackdropStrategy strategy,
      Function<? super T, ? extends Publisher<? extends R>> use) {
    requireNonNull(use, "use");
    return Flux.using(
        opening(value, disposer, strategy), backdrop -> use.apply(backdrop.get()), Backdrop::close);
  }

  private static <T> Callable<Backdrop<T>> opening(
      Callable<? extends T> value, Disposer<? super T> disposer, BackdropStrategy strategy) {
    requireNonNull(value, "value");
    requireNonNull(disposer, "disposer");
    requireNonNull(strategy, "strategy");
    return () -> owning(value.call(), disposer, strategy);
  }

  /** Where memory ends, nobody else has the value. */
  private static <T> Backdrop<T> owning(
      T value, Disposer<? super T> disposer, BackdropStrategy strategy) {
    try {
      return Backdrop.of(value, disposer, strategy);
    } catch (OutOfMemoryError noMemory) {
      disposeOf(value, disposer, noMemory);
      throw noMemory;
    }
  }

  private static <T> void disposeOf(T value, Disposer<? super T> disposer, Error noMemory) {
    try {
      disposer.dispose(value);
    } catch (Throwable failure) {
      noMemory.addSuppressed(failure);
    }
  }

  /**
   * Closes what operators discard, such as what a filter leaves out, or what is left in a queue.
   * For {@link Flux#doOnDiscard} and {@link Mono#doOnDiscard}:
   *
   * {@snippet file="io/backdrop/reactor/Snippets.java" region="discard"}
   *
   * <p>Releases a value as often as it is discarded, and never what Reactor forgets to discard:
   * when a subscriber cancels, or a {@code timeout} does, some of what waits in the queue of a
   * {@link Flux#publishOn} is neither discarded nor given to anybody. Where that must not be, open
   * values by {@link #usingFlux} or {@link #usingMono}; or have a Flux of {@link Backdrop} instead
   * of values, with {@code doOnDiscard(Backdrop.class, Backdrop::close)}: each is released at most
   * once, and {@link io.backdrop.LeakDetection} finds those that were forgotten.
   *
   * <p>It throws nothing but what a strategy that releases in place lets through.
   *
   * @param <T> the type of the values
   * @param strategy when and where they are released
   * @return what to do with a discarded value
   * @throws NullPointerException when the strategy is null
   */
  public static <T extends AutoCloseable> Consumer<T> onDiscard(BackdropStrategy strategy) {
    return onDiscard(Disposer.closing(), strategy);
  }

  /**
   * Releases what operators discard by means of a disposer; otherwise as the method without one.
   *
   * @param <T> the type of the values
   * @param disposer how they are released
   * @param strategy when and where they are released
   * @return what to do with a discarded value
   * @throws NullPointerException when an argument is null
   */
  public static <T> Consumer<T> onDiscard(Disposer<? super T> disposer, BackdropStrategy strategy) {
    requireNonNull(disposer, "disposer");
    requireNonNull(strategy, "strategy");
    return value -> owning(value, disposer, strategy).close();
  }

  /**
   * Tells whether the current thread is one of Reactor's that must not block, which those of {@link
   * Schedulers#parallel()} and {@link Schedulers#single()} are. For {@link
   * io.backdrop.TrashThreadBuilder#mustNotBlock}.
   *
   * @return the test
   */
  public static BooleanSupplier mustNotBlock() {
    return Schedulers::isInNonBlockingThread;
  }
}
