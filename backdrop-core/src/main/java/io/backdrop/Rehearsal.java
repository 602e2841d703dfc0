package io.backdrop;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a kind of hand-off before anyone waits for one. In a JVM that has just started, the
 * first close would otherwise link the {@code VarHandle}s, load what it comes across, and be
 * interpreted; and one of the next would pay for entering what the compiler has made meanwhile.
 *
 * <p>Takes some milliseconds, once for each kind of strategy; what has to wait for the compiler is
 * done by a thread of its own, which ends after a second.
 */
final class Rehearsal {

  private static final Set<Class<?>> DONE = ConcurrentHashMap.newKeySet();

  /** Enough for the first compiler, C1, to compile it. */
  private static final int HAND_OFFS = 2000;

  /** The last pause for the compiler, in nanoseconds; each is twice the one before. */
  private static final long LONGEST_PAUSE = 512_000_000;

  /** A caller that is a virtual thread may hold the last carrier, and then this never starts. */
  private static final Duration LONGEST_WAIT = Duration.ofMillis(100);

  private Rehearsal() {}

  /**
   * Rehearses a kind of strategy, the first time that it is asked to, on some that nobody else
   * uses.
   */
  static void once(Class<?> kind, Supplier<? extends BackdropStrategy> strategies) {
    once(kind, strategies, HAND_OFFS);
  }

  static void once(Class<?> kind, Supplier<? extends BackdropStrategy> strategies, int times) {
    if (DONE.add(kind)) {
      on(strategies, strategy -> compile(strategy, times));
      linkLater(Thread.ofPlatform(), strategies);
    }
  }

  /** Rehearses it from a virtual thread as well: to start one from there takes other code. */
  static void onceForVirtualThreads(
      Class<?> kind, Supplier<? extends BackdropStrategy> strategies) {
    if (DONE.add(kind)) {
      Runnable compiling = () -> on(strategies, strategy -> compile(strategy, HAND_OFFS));
      compiling.run();
      var closer = later(Thread.ofVirtual(), compiling);
      if (closer != null) {
        Uninterruptibly.await(() -> closer.join(LONGEST_WAIT));
      }
      linkLater(Thread.ofPlatform(), strategies);
      linkLater(Thread.ofVirtual(), strategies);
    }
  }

  private static void linkLater(
      Thread.Builder threads, Supplier<? extends BackdropStrategy> strategies) {
    later(threads, () -> on(strategies, Rehearsal::link));
  }

  /** Where it fails, the first hand-off takes longer, and nobody needs to know. */
  private static void on(
      Supplier<? extends BackdropStrategy> strategies, Consumer<BackdropStrategy> part) {
    try {
      var strategy = strategies.get();
      try {
        // First as no handle does it: what is refused here ends this, and no warning is used up.
        strategy.execute(ClaimableDisposal.of(DONE, new One(), strategy));
        part.accept(strategy);
      } finally {
        end(strategy);
      }
    } catch (Throwable failure) {
      // As said above.
    }
  }

  private static void end(BackdropStrategy strategy) throws Exception {
    if (strategy instanceof AutoCloseable closeable) {
      closeable.close();
    }
  }

  /**
   * On a thread that may outlive its caller, and so inherits nothing from it. Null where none can
   * be had: then the first hand-off takes longer.
   */
  private static @Nullable Thread later(Thread.Builder threads, Runnable part) {
    try {
      var thread =
          threads.name("backdrop-rehearsal").inheritInheritableThreadLocals(false).unstarted(part);
      thread.setDaemon(true);
      thread.start();
      return thread;
    } catch (Throwable notStarted) {
      return null;
    }
  }

  /**
   * Has the hand-off compiled. The compiler gets to see other strategies and disposers too: with
   * only one of each, it would compile for that one alone, and deoptimize at the sight of the
   * user's. The others are few and come second, so that it still takes this strategy for the usual
   * one, and calls it directly.
   */
  private static void compile(BackdropStrategy strategy, int times) {
    // What weighs something goes a way of its own, which takes long to link as well. First, while
    // the compiler counts nothing yet.
    close(Disposer.none().weighing(value -> 1), strategy);
    for (int i = 0; i < times; i++) {
      close(new One(), strategy);
      if (i % 32 == 0) {
        close(new Other(), Strategies.TRIVIAL);
        close(new One(), Strategies.LEAK);
      }
    }
  }

  /**
   * Calls the compiled code, so that the calls in it get linked. It is compiled in the background,
   * and late where a JVM starts on a busy machine, hence the pauses. The loop above runs compiled
   * code of its own, with all calls inlined; so this method must be called too seldom to be
   * compiled itself.
   */
  private static void link(BackdropStrategy strategy) {
    Leaks.prepare(); // One of the first handles may be watched.
    for (long pause = 1_000_000; pause <= LONGEST_PAUSE; pause *= 2) {
      LockSupport.parkNanos(pause);
      enter(strategy);
    }
  }

  /**
   * As a user's code does, which is not compiled yet. The methods of Backdrop are inlined in the
   * compiled {@link #close}: by that one, the calls in their own compiled code would not be linked.
   */
  private static void enter(BackdropStrategy strategy) {
    // The disposer that was the usual one before: a type profile keeps but two apart.
    Backdrop.of(DONE, new One(), strategy).close();
  }

  private static void close(Disposer<Object> disposer, BackdropStrategy strategy) {
    Backdrop.of(DONE, disposer, strategy).close();
  }

  private record One() implements Disposer<Object> {
    @Override
    public void dispose(Object value) {}
  }

  private record Other() implements Disposer<Object> {
    @Override
    public void dispose(Object value) {}
  }
}
